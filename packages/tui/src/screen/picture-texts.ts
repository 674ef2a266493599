import { createHash } from 'node:crypto';
import type { Picture } from './pictures.ts';

/** What terminals are sent for the pictures that were drawn last: they take long to be made, and people go to and fro. */
export interface PictureTexts {
  readonly find: (picture: Picture) => string | undefined;
  readonly keep: (picture: Picture, text: string) => void;
}

// Of texts longer than that together the oldest go; the newest stays, whatever its length.
const mostLetters = 8 * 2 ** 20;

/** Keeps texts by what is in a picture and how large it is drawn: it is read anew each time that it is opened. */
export function keepTexts(): PictureTexts {
  const texts = new Map<string, string>();
  const digests = new WeakMap<Picture['image'], string>();
  const keyOf = ({ protocol, image, columns, rows, width, height }: Picture): string => {
    const digest = digests.get(image) ?? createHash('sha1').update(image.bytes).digest('hex');
    digests.set(image, digest);
    return [protocol, digest, columns, rows, width, height].join(' ');
  };
  return {
    find: (picture) => texts.get(keyOf(picture)),
    keep: (picture, text) => {
      const key = keyOf(picture);
      texts.delete(key);
      texts.set(key, text);
      let letters = [...texts.values()].reduce((sum, { length }) => sum + length, 0);
      for (const [old, { length }] of texts) {
        if (letters <= mostLetters || old === key) break;
        texts.delete(old);
        letters -= length;
      }
    },
  };
}
