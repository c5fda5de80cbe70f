/** Any plain data as a text that differs whenever the data differ. */
export const textOf = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    // JSON has no word for these and would make them equal.
    typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
      ? `${Object.is(value, -0) ? '-' : ''}${value}`
      : value,
  );
