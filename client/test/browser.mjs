// What the module uses of a browser, as plain objects; each page load evaluates the module anew.

class Store {
  setItem(key, value) {
    this[key] = String(value);
  }

  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  removeItem(key) {
    delete this[key];
  }
}

// A hidden frame that is loaded as soon as it is part of the page; `answer` is what the issuer's page does in it.
class Frame {
  contentWindow = {};

  remove() {
    this.removed = true;
  }
}

let loads = 0;

export class Browser {
  sessionStorage = new Store();
  localStorage = new Store();
  // Every URL the address bar has shown to scripts after a replacement, and the pages left for.
  replaced = [];
  left = [];
  frames = [];
  listeners = new EventTarget();
  issuersPage = () => {};

  // Loads the app's page as a browser does: the address first, then the module.
  async load(href) {
    const browser = this;
    Object.assign(globalThis, {
      location: Object.assign(new URL(href), { assign: (url) => browser.left.push(new URL(url)) }),
      history: {
        state: { kept: true },
        replaceState(state, _, url) {
          browser.replaced.push({ state, url });
          globalThis.location.href = new URL(url, globalThis.location.href).href;
        },
      },
      document: {
        createElement: () => new Frame(),
        body: { append: (frame) => queueMicrotask(() => browser.open(frame)) },
      },
      addEventListener: (...how) => browser.listeners.addEventListener(...how),
    });
    for (const name of ['sessionStorage', 'localStorage']) {
      Object.defineProperty(globalThis, name, { configurable: true, get: () => this[name] ?? blocked(name) });
    }
    return import(`../narthex.js?load=${++loads}`);
  }

  async open(frame) {
    this.frames.push(frame);
    const request = Object.fromEntries(new URL(frame.src).searchParams);
    await this.issuersPage(request, (data, origin, source = frame.contentWindow) =>
      this.listeners.dispatchEvent(Object.assign(new Event('message'), { data, origin, source })));
  }

  get lastRequest() {
    return Object.fromEntries(this.left.at(-1).searchParams);
  }
}

function blocked(name) {
  throw new DOMException(`${name} is blocked`, 'SecurityError');
}
