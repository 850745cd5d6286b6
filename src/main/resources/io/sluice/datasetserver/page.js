// Keeps the page current: asks the server for this same page now and then, and takes over what is new.
(() => {
  'use strict';
  const PERIOD_MILLIS = 2000;
  const SLOWEST_MILLIS = 30000;
  const TIMEOUT_MILLIS = 10000;

  const main = document.querySelector('main[data-live]');
  const live = document.getElementById('live');
  let etag = '';
  let wait = PERIOD_MILLIS;

  function localTimes(root) {
    for (const time of root.querySelectorAll('time[datetime]')) {
      const date = new Date(time.dateTime);
      if (!Number.isNaN(date.getTime())) {
        time.textContent = date.toLocaleString([], {dateStyle: 'medium', timeStyle: 'short'});
      }
    }
  }

  // Images that are shown already keep their elements, so that nothing flickers or loads twice.
  function takeOver(fresh) {
    const focused = document.activeElement && document.activeElement.getAttribute('href');
    for (const item of fresh.querySelectorAll('[data-keep]')) {
      const shown = document.getElementById(item.id);
      if (shown) {
        item.replaceWith(shown);
      } else {
        item.classList.add('arrived');
      }
    }
    localTimes(fresh);
    main.replaceChildren(...fresh.childNodes);
    for (const link of focused ? main.querySelectorAll('a') : []) {
      if (link.getAttribute('href') === focused) {
        link.focus({preventScroll: true});
        break;
      }
    }
  }

  async function refresh() {
    const response = await fetch(location.href, {
      headers: etag ? {'If-None-Match': etag} : {},
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    if (response.status === 401) {
      location.reload();
      return;
    }
    if (response.status !== 304) {
      if (!response.ok) {
        throw new Error('status ' + response.status);
      }
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = page.querySelector('main[data-live]');
      if (fresh) {
        takeOver(fresh);
        etag = response.headers.get('ETag') || '';
      }
    }
  }

  function say(text, down) {
    live.classList.toggle('down', down);
    if (live.textContent !== text) {
      live.textContent = text;
    }
    live.hidden = false;
  }

  async function loop() {
    if (document.visibilityState === 'visible') {
      try {
        await refresh();
        wait = PERIOD_MILLIS;
        say('Live', false);
      } catch (e) {
        wait = Math.min(wait * 2, SLOWEST_MILLIS);
        say('Not connected, trying again', true);
      }
    }
    setTimeout(loop, wait);
  }

  localTimes(document);
  if (main && live) {
    setTimeout(loop, PERIOD_MILLIS);
  }
})();
