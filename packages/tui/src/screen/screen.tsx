import { Box, Text } from 'ink';
import { memo } from 'react';

/** The lines of a frame, each as it is sent to the terminal; a line that did not change is not made again. */
export function Screen({ lines }: { readonly lines: readonly string[] }) {
  return (
    <Box flexDirection="column">
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its row
        <Row key={row} line={line} />
      ))}
    </Box>
  );
}

const Row = memo(({ line }: { readonly line: string }) => <Text wrap="truncate">{line}</Text>);
