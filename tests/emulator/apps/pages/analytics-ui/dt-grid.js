import { element, emberId, icon } from '/assets/element.js';

const REWRITE_MS = 1000;

/**
 * The `dt` grid as it is known: rows of divs whose class names the entity, whose cells are emptied and written anew
 * every second, and whose nodes are used again for whatever stands at that place now.
 */
export class DtGrid {
  /**
   * `columns`: `{name, label, cell(row, now), sortable}`, where `cell` gives nodes or text. `open` is called with the
   * row that was clicked. `idOf` gives the id for the row's class, or null for a row that carries none.
   */
  constructor({ columns, open, order, select = false, idOf = (row) => row.id, label }) {
    Object.assign(this, { columns, open, order, select, idOf });
    this.rows = [];
    this.views = [];
    this.checked = new Set();
    this.body = element('div', { class: 'dt-body', role: 'rowgroup' });
    this.head = element('div', { class: 'dt-header', role: 'rowgroup' });
    this.node = element(
      'div',
      { class: 'dt-table ember-view', id: emberId(), role: 'grid', 'aria-label': label },
      this.head,
      this.body,
    );
    this.skew = 0;
    this.timer = setInterval(() => this.rewrite(), REWRITE_MS);
    this.writeHead();
  }

  destroy() {
    clearInterval(this.timer);
    this.node.remove();
  }

  /** Shows these rows: the first node takes the first row, and so on; only the difference in number is made or removed. */
  show(rows, skew) {
    this.rows = rows;
    this.skew = skew;
    while (this.views.length > rows.length) this.views.pop().node.remove();
    while (this.views.length < rows.length) this.views.push(this.makeRow());
    this.rewrite();
  }

  /** Throws every node away, as a refresh of the page's list does. */
  replaceAll() {
    for (const view of this.views) view.node.remove();
    this.views = [];
    this.show(this.rows, this.skew);
  }

  makeRow() {
    const view = { row: null };
    view.box = this.select ? element('input', { type: 'checkbox', 'aria-label': 'Select row' }) : null;
    view.boxCell = view.box
      ? element(
          'div',
          { class: 'dt-cell select-row', role: 'gridcell' },
          element('div', { class: 'dt-cell-value' }, view.box),
        )
      : null;
    view.cells = this.columns.map((column) =>
      element('div', { class: `dt-cell ${column.name}`, role: 'gridcell' }),
    );
    view.node = element(
      'div',
      { role: 'row', id: emberId(), tabindex: '0' },
      ...(view.boxCell ? [view.boxCell] : []),
      ...view.cells,
    );
    view.box?.addEventListener('change', () => this.check(view));
    view.boxCell?.addEventListener('click', (event) => event.stopPropagation());
    view.node.addEventListener('mousedown', () => view.node.classList.add('pressed'));
    view.node.addEventListener('click', () => this.open?.(view.row));
    view.node.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') this.open?.(view.row);
    });
    this.body.append(view.node);
    return view;
  }

  check(view) {
    const id = this.idOf(view.row);
    if (view.box.checked) this.checked.add(id);
    else this.checked.delete(id);
    this.rewrite();
  }

  /** Every second: the class list is set as a whole, and whatever stands in a cell is replaced. */
  rewrite() {
    const now = Date.now() - this.skew;
    this.views.forEach((view, index) => {
      const row = this.rows[index];
      view.row = row;
      const id = this.idOf(row);
      view.node.className = rowClass(row, id, this.checked.has(id));
      if (view.box) {
        view.box.checked = this.checked.has(id);
        if (view.boxCell.childNodes.length > 1) view.boxCell.replaceChildren(view.box.parentElement);
      }
      this.columns.forEach((column, at) => {
        const content = column.cell(row, now);
        const value = element('div', { class: 'dt-cell-value' }, ...[content].flat());
        view.cells[at].replaceChildren(value);
      });
    });
  }

  writeHead() {
    const cells = this.columns.map((column) => {
      const sorted = this.order?.sort === column.name;
      const cell = element(
        'div',
        {
          class: `dt-cell dt-header-cell ${column.name}${column.sortable ? ' sortable' : ''}`,
          role: 'columnheader',
          'aria-sort': sorted ? (this.order.descending ? 'descending' : 'ascending') : null,
        },
        element('div', { class: 'dt-cell-value' }, column.label),
        sorted ? icon(this.order.descending ? 'sort-down' : 'sort-up') : null,
      );
      if (column.sortable) cell.addEventListener('click', () => this.sortBy(column.name));
      return cell;
    });
    const all = this.select
      ? [element('div', { class: 'dt-cell dt-header-cell select-row', role: 'columnheader' })]
      : [];
    this.head.replaceChildren(
      element('div', { class: 'dt-row dt-header-row', role: 'row' }, ...all, ...cells),
    );
  }

  sortBy(name) {
    const { order } = this;
    order.descending = order.sort === name ? !order.descending : true;
    order.sort = name;
    this.writeHead();
    order.changed();
  }
}

function rowClass(row, id, checked) {
  const classes = ['dt-row', row.isSubRow ? 'dt-sub-row' : 'action-row', 'ember-view'];
  if (id) classes.push(`entity-id-${id}`);
  if (checked) classes.push('selected');
  return classes.join(' ');
}
