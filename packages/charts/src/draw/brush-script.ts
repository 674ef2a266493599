/**
 * The script of a page with parallel axes: dragging along an axis picks the lines that cross there, along another one
 * narrows them down; a double click picks all again. It runs in a browser, after the page's own.
 */
export const brushScript = `
(() => {
  const place = document.getElementById('chart');
  const brushes = new Map();
  let view, drag;

  // Where the axes stand in the window.
  const axesOf = () => {
    const padding = view.padding();
    const { left, top } = place.querySelector('canvas').getBoundingClientRect();
    const scale = view.scale('x');
    const area = view.scenegraph().root.items[0];
    const x0 = left + view.origin()[0] + padding.left;
    return {
      top: top + view.origin()[1] + padding.top,
      height: area.height,
      names: scale.domain().map((name) => ({ name, x: x0 + scale(name) })),
    };
  };
  const clear = () => {
    for (const { mark } of brushes.values()) mark.remove();
    brushes.clear();
  };
  const pick = () => {
    const { page } = xtChart;
    const rows = page.datasets[xtChart.rows()];
    let picked = brushes.size === 0 ? null : new Set(rows.map(({ row }) => row));
    for (const [axis, { low, high }] of brushes) {
      const inside = rows.filter((row) => row.axis === axis && row.place !== null && row.place >= low && row.place <= high);
      const own = new Set(inside.map(({ row }) => row));
      picked = new Set([...picked].filter((row) => own.has(row)));
    }
    view.signal('picked', picked === null ? null : [...picked]);
    page.ready = view.runAsync();
  };

  place.addEventListener('pointerdown', (event) => {
    if (view !== xtChart.view()) clear();
    view = xtChart.view();
    const axes = axesOf();
    const nearest = axes.names.reduce((a, b) => (Math.abs(b.x - event.clientX) < Math.abs(a.x - event.clientX) ? b : a));
    const isNear = Math.abs(nearest.x - event.clientX) < 24
      && event.clientY > axes.top - 12 && event.clientY < axes.top + axes.height + 12;
    if (!isNear || event.button !== 0) return;
    brushes.get(nearest.name)?.mark.remove();
    const mark = document.createElement('div');
    mark.className = 'brush';
    document.body.append(mark);
    drag = { ...axes, axis: nearest, from: event.clientY, mark };
  });
  const range = (event) => {
    const { top, height, from } = drag;
    const inside = (y) => Math.min(Math.max(y, top), top + height);
    return [inside(from), inside(event.clientY)].sort((a, b) => a - b);
  };
  addEventListener('pointermove', (event) => {
    if (!drag) return;
    const [y0, y1] = range(event);
    Object.assign(drag.mark.style, {
      left: drag.axis.x - 6 + scrollX + 'px', top: y0 + scrollY + 'px', height: y1 - y0 + 'px',
    });
  });
  addEventListener('pointerup', (event) => {
    if (!drag) return;
    const { top, height, axis, mark } = drag;
    const [y0, y1] = range(event);
    drag = undefined;
    brushes.delete(axis.name);
    if (y1 - y0 < 3) mark.remove();
    // A hair more, so that what stands at an end of the axis is in it.
    else brushes.set(axis.name, { mark, low: 1 - (y1 - top) / height - 1e-6, high: 1 - (y0 - top) / height + 1e-6 });
    pick();
  });
  place.addEventListener('dblclick', () => {
    clear();
    pick();
  });
  addEventListener('resize', clear);
})();
`;
