import { element, icon } from '/assets/element.js';

/** The strip of workspace tabs in the top page; each one remembers its own route. */
export class WorkspaceTabs {
  constructor(strip, open) {
    this.strip = strip;
    this.open = open;
    this.tabs = [];
    this.lastId = 0;
    this.active = null;
  }

  /** The tab that a route belongs to: the one its `tabId` names, else the active one. */
  enter(route) {
    const id = new URLSearchParams(route.split('?')[1] ?? '').get('tabId');
    let tab = id === null ? this.active : this.tabs.find((each) => each.id === id);
    if (!tab) tab = this.add(id ?? this.nextId());
    tab.route = route;
    this.active = tab;
    this.render();
  }

  nextId() {
    this.lastId += 1;
    return String(this.lastId);
  }

  add(id) {
    const tab = { id, name: 'Analytics', route: '/analytics' };
    if (Number.isSafeInteger(Number(id))) this.lastId = Math.max(this.lastId, Number(id));
    this.tabs.push(tab);
    return tab;
  }

  name(title) {
    if (!this.active || this.active.name === title) return;
    this.active.name = title;
    this.render();
  }

  close(tab) {
    const index = this.tabs.indexOf(tab);
    this.tabs.splice(index, 1);
    if (tab === this.active) {
      const next = this.tabs[Math.max(0, index - 1)] ?? this.add(this.nextId());
      this.active = next;
      this.open(next.route);
    }
    this.render();
  }

  render() {
    this.strip.replaceChildren(
      ...this.tabs.map((tab) =>
        element(
          'div',
          { class: `workspace-tab ember-view${tab === this.active ? ' active' : ''}` },
          element(
            'button',
            {
              type: 'button',
              class: 'gux-tab-button',
              role: 'tab',
              'aria-selected': String(tab === this.active),
              onclick: () => this.open(tab.route),
            },
            element('span', { class: 'tab-name' }, tab.name),
          ),
          element(
            'button',
            { type: 'button', class: 'close-tab', 'aria-label': 'Close tab', onclick: () => this.close(tab) },
            icon('close'),
          ),
        ),
      ),
      element(
        'button',
        {
          type: 'button',
          class: 'new-tab',
          title: 'Create New Tab',
          onclick: () => this.open(`/analytics?tabId=${this.nextId()}`),
        },
        icon('plus'),
      ),
    );
  }
}
