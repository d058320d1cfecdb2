const commandStyle = { fontFamily: 'Menlo,Consolas,monospace', fontSize: '14px' };

/** Text in which commands stand between backticks, these set as code. */
export function Commands({ children }: { children: string }) {
  return children.split(/`([^`]+)`/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name.
      <code key={index} style={commandStyle}>
        {part}
      </code>
    ),
  );
}
