import type { Tone } from '../frame/line.ts';
import type { SettingProblem } from '../keys/configured-keys.ts';
import { lookCodes } from './color.ts';
import { darkTheme, type Theme, themes } from './themes.ts';

/** The theme that is named by `theme`, with other looks for some tones. */
export function configuredTheme(
  settings: Readonly<Record<string, string>>,
): { readonly theme: Theme } | { readonly problem: SettingProblem } {
  const { theme: name = 'dark', ...looks } = settings;
  const base = Object.hasOwn(themes, name) ? themes[name as keyof typeof themes] : undefined;
  if (base === undefined) {
    const hint = `themes: ${Object.keys(themes).join(', ')}`;
    return { problem: { name: 'theme', message: `there is no theme \`${name}\``, hint } };
  }
  let theme: Theme = base;
  for (const [tone, look] of Object.entries(looks)) {
    const codes = lookCodes(look);
    if (tone !== 'selected' && !Object.hasOwn(darkTheme.tones, tone)) {
      const hint = `tones: ${Object.keys(darkTheme.tones).join(', ')}, selected`;
      return { problem: { name: tone, message: `there is no tone \`${tone}\``, hint } };
    }
    if (codes === undefined) {
      const hint = 'looks are as in "bold red", "#56b4e9", "75", "bright-cyan on black", "none"';
      return { problem: { name: tone, message: `\`${look}\` is no look`, hint } };
    }
    theme =
      tone === 'selected'
        ? { ...theme, selected: codes }
        : { ...theme, tones: { ...theme.tones, [tone as Tone]: codes } };
  }
  return { theme };
}
