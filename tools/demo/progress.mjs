/** A line that says how far things are, in a terminal; elsewhere nothing. */

/** `step(name)` says what comes next; `done()` takes the line away. */
export function progressLine(total, stream = process.stderr) {
  if (!stream.isTTY) return { step() {}, done() {} };
  const start = performance.now();
  let count = 0;
  return {
    step(name) {
      const elapsed = (performance.now() - start) / 1000;
      const left = count === 0 ? '' : `, about ${Math.ceil((elapsed / count) * (total - count))} s left`;
      const filled = Math.round((20 * count) / total);
      stream.write(`\r\x1b[2K${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${name}${left}`);
      count += 1;
    },
    done() {
      stream.write('\r\x1b[2K');
    },
  };
}
