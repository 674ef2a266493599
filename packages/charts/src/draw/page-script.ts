/**
 * The script of a page: it draws the specification that fits the window and the reader's colours, shows tooltips, zooms
 * into what is dragged over, and saves the picture. It runs in a browser, so it stands here as text.
 */
export const pageScript = `
(() => {
  const page = JSON.parse(document.getElementById('page').textContent);
  const place = document.getElementById('chart');
  const tip = document.getElementById('tip');
  const box = document.getElementById('box');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let view, shown, rows;

  const draw = () => {
    const theme = dark.matches ? 'dark' : 'light';
    const room = Math.max(Math.floor(place.clientWidth / 20) * 20, page.widths[0]);
    const width = page.widths.findLast((each) => each <= room);
    const key = [theme, room, innerHeight].join();
    if (shown === key) return;
    shown = key;
    if (view) view.finalize();
    const spec = widened(page.specs[theme][page.widths.indexOf(width)], width, room);
    rows = spec.data.name;
    const logger = vega.logger(vega.Error);
    view = new vega.View(vega.parse(telling(vegaLite.compile(spec, { logger }).spec)), {
      container: place, hover: true, logger, tooltip,
    });
    document.body.className = theme;
    view.addEventListener('pointerdown', begin);
    const drawn = view;
    page.ready = drawn.runAsync().then(() => heightened(drawn, spec));
  };

  // What is made for some widths has all the room between them, too.
  const widened = (spec, width, room) => {
    const more = room - width;
    const all = { ...spec, datasets: page.datasets };
    if (spec.spec) all.spec = { ...spec.spec, width: spec.spec.width + Math.floor(more / (spec.columns || 1)) };
    else if (spec.width === width) all.width = room;
    return all;
  };

  // Plots are as high as the window lets them be, and no higher than wide.
  const heightened = (drawn, spec) => {
    if (!page.tall || drawn !== view) return;
    const [name, columns] = spec.spec ? ['child_height', spec.columns || 1] : ['height', 1];
    const rows = spec.spec ? Math.ceil(spec.facet.sort.length / columns) : 1;
    const free = innerHeight - document.body.getBoundingClientRect().bottom - scrollY - 8;
    const wide = spec.spec ? spec.spec.width : drawn.signal('width');
    const height = Math.min(drawn.signal(name) + Math.floor(free / rows), Math.round(wide * 0.75));
    if (height > drawn.signal(name)) return drawn.signal(name, height).resize().runAsync();
  };

  // A name that is cut is told in full where one points at it: of categories, legends and titles.
  const telling = (group) => {
    const discrete = new Set((group.scales || []).filter(({ type }) => type !== 'linear' && type !== 'log').map(({ name }) => name));
    for (const axis of group.axes || []) {
      if (axis.grid) continue;
      if (discrete.has(axis.scale)) tell(axis, 'labels', { signal: 'datum.value' });
      if (typeof axis.title === 'string') tell(axis, 'title', { value: axis.title });
    }
    for (const legend of group.legends || []) {
      if (legend.type !== 'gradient') tell(legend, 'labels', { signal: 'datum.value' });
      if (typeof legend.title === 'string') tell(legend, 'title', { value: legend.title });
    }
    for (const mark of group.marks || []) if (mark.type === 'group') telling(mark);
    return group;
  };
  const tell = (guide, part, tooltip) => {
    guide.encode = { ...guide.encode };
    const own = guide.encode[part] || {};
    guide.encode[part] = { ...own, interactive: true, update: { ...own.update, tooltip } };
  };

  const tooltip = (_, event, item, value) => {
    tip.replaceChildren();
    tip.hidden = value === null || value === undefined || value === '';
    if (tip.hidden) return;
    for (const [name, text] of typeof value === 'object' ? Object.entries(value) : [['', value]]) {
      if (text === null || text === undefined || text === 'null' || text === 'undefined') continue;
      const row = tip.insertRow();
      row.insertCell().textContent = name;
      row.insertCell().textContent = String(text);
    }
    const { width, height } = tip.getBoundingClientRect();
    const left = event.clientX + 14 + width > innerWidth ? event.clientX - 14 - width : event.clientX + 14;
    const top = event.clientY + 14 + height > innerHeight ? event.clientY - 14 - height : event.clientY + 14;
    tip.style.left = Math.max(left, 4) + 'px';
    tip.style.top = Math.max(top, 4) + 'px';
  };

  const signal = (name) => {
    try { return view.signal(name), true; } catch { return false; }
  };

  // The plotting area under a point of the window: that of the chart, or of one of its panels.
  const areaAt = (event) => {
    const root = view.scenegraph().root.items[0];
    const cells = root.items.filter(({ name }) => name === 'cell').flatMap(({ items }) => items);
    const padding = view.padding();
    const [x, y] = [view.origin()[0] + padding.left, view.origin()[1] + padding.top];
    const { left, top } = place.querySelector('canvas').getBoundingClientRect();
    return (cells.length > 0 ? cells : [root])
      .map((group) => ({
        left: left + x + (group.x || 0), top: top + y + (group.y || 0), width: group.width, height: group.height,
      }))
      .find((area) => event.clientX >= area.left && event.clientX <= area.left + area.width
        && event.clientY >= area.top && event.clientY <= area.top + area.height);
  };

  let drag;
  const begin = (event) => {
    if (event.shiftKey || event.button !== 0 || !signal('zoom_x')) return;
    const area = areaAt(event);
    if (!area) return;
    // The signal of an axis is named after the field that it shows.
    const up = ['zoom_value', 'zoom_y'].find(signal);
    drag = { area, x: event.clientX, y: event.clientY, up, isFlat: up === undefined };
  };
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  const dragged = (event) => {
    const { area, x, y, isFlat } = drag;
    const [x0, x1] = [x, clamp(event.clientX, area.left, area.left + area.width)].sort((a, b) => a - b);
    const [y0, y1] = isFlat || Math.abs(event.clientY - y) < 12
      ? [area.top, area.top + area.height]
      : [y, clamp(event.clientY, area.top, area.top + area.height)].sort((a, b) => a - b);
    return { x0, x1, y0, y1, isTall: !isFlat && y1 - y0 < area.height };
  };
  addEventListener('pointermove', (event) => {
    if (!drag) return;
    const { x0, x1, y0, y1 } = dragged(event);
    box.hidden = x1 - x0 < 4;
    Object.assign(box.style, { left: x0 + 'px', top: y0 + 'px', width: x1 - x0 + 'px', height: y1 - y0 + 'px' });
  });
  addEventListener('pointerup', (event) => {
    if (!drag) return;
    const { area, up } = drag;
    const { x0, x1, y0, y1, isTall } = dragged(event);
    drag = undefined;
    box.hidden = true;
    if (x1 - x0 < 4) return;
    // What it told of is somewhere else now.
    tip.hidden = true;
    const [x, y] = ['x', 'y'].map((name) => name === 'x' || isTall ? view.scale(name) : undefined);
    view.signal('zoom_x', [x.invert(x0 - area.left), x.invert(x1 - area.left)].map(Number));
    if (y) view.signal(up, [y.invert(y1 - area.top), y.invert(y0 - area.top)].map(Number));
    page.ready = view.runAsync();
  });

  for (const link of document.querySelectorAll('a[data-save]')) {
    link.addEventListener('click', async (event) => {
      event.preventDefault();
      const to = document.createElement('a');
      to.href = await view.toImageURL(link.dataset.save, 2);
      to.download = 'chart.' + link.dataset.save;
      to.click();
    });
  }

  window.xtChart = { page, view: () => view, rows: () => rows };
  dark.addEventListener('change', draw);
  addEventListener('resize', draw);
  draw();
})();
`;
