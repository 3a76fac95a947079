/**
 * Marks for whoever measures: when a step was asked for, and when the frame
 * that shows it has been painted.
 */
export function stepped(draw: () => void): void {
  performance.mark('popscope:step-start');
  draw();
  if (typeof requestAnimationFrame !== 'function') return;
  requestAnimationFrame(() => {
    // A message sent before a frame is drawn arrives after it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      performance.mark('popscope:step-painted');
    };
    port2.postMessage(null);
  });
}
