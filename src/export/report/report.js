// What makes the page answer: tabs, filters, selection. All it knows it reads from the page: entries of the list carry
// what the filters ask for, and whatever belongs to an event or actor names it in data-e or data-a.
(function () {
  'use strict';
  var page = document, root = page.documentElement;
  var byId = function (id) { return page.getElementById(id); };
  var all = function (what, where) { return Array.prototype.slice.call((where || page).querySelectorAll(what)); };
  var list = byId('timeline'), sources = byId('sources'), bar = byId('now'), form = byId('filters');
  var events = all('.event'), order = {}, ofEvent = {}, ofActor = {}, eventsOf = {}, chosen = null, marked = [], texts = null;

  root.classList.add('js');
  form.hidden = false;
  byId('fold').open = window.innerWidth > 820;
  byId('theme').hidden = byId('keys').hidden = byId('tabs').hidden = false;

  // Tables: id of an event or actor to all that shows it.
  function words(element, name) {
    var value = element.getAttribute(name);
    return value ? value.split(' ') : [];
  }
  function add(table, key, element) { (table[key] = table[key] || []).push(element); }
  events.forEach(function (entry, i) {
    order[entry.id] = i;
    words(entry, 'data-a').forEach(function (id) { add(eventsOf, id, entry.id); });
  });
  var shown = all('[data-e]'), lanes = all('.pic [data-a]'), rows = all('.who');
  shown.forEach(function (element) { words(element, 'data-e').forEach(function (id) { add(ofEvent, id, element); }); });
  lanes.forEach(function (element) { words(element, 'data-a').forEach(function (id) { add(ofActor, id, element); }); });
  rows.forEach(function (element) { add(ofActor, element.id, element); });

  // ---- theme ----
  var theme = byId('theme'), night = window.matchMedia('(prefers-color-scheme: dark)');
  function isDark() { return root.dataset.theme ? root.dataset.theme === 'dark' : night.matches; }
  function nameTheme() { theme.textContent = isDark() ? 'Light' : 'Dark'; }
  theme.addEventListener('click', function () {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    nameTheme();
  });
  night.addEventListener('change', nameTheme);
  nameTheme();

  // ---- tabs ----
  var tabs = all('[role=tab]');
  function open(tab) {
    tabs.forEach(function (other) {
      var panel = byId(other.getAttribute('aria-controls'));
      other.setAttribute('aria-selected', other === tab);
      other.tabIndex = other === tab ? 0 : -1;
      panel.hidden = other !== tab;
    });
  }
  tabs.forEach(function (tab, i) {
    var panel = byId(tab.getAttribute('aria-controls'));
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', function () { open(tab); });
    tab.addEventListener('keydown', function (key) {
      var step = { ArrowRight: 1, ArrowLeft: -1 }[key.key], next;
      if (!step) return;
      next = tabs[(i + step + tabs.length) % tabs.length];
      open(next);
      next.focus();
      key.preventDefault();
      key.stopPropagation();
    });
  });
  open(tabs[0]);

  // ---- scrolling ----
  // Moves only the box that holds @element, if that scrolls; @page says whether the window may move instead.
  function bring(element, box, far) {
    var at = element.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (box.scrollHeight > box.clientHeight + 4 && getComputedStyle(box).overflowY !== 'visible') {
      if (at.top < frame.top + 40 || at.bottom > frame.bottom - 110)
        box.scrollTop += at.top - frame.top - Math.min(150, frame.height / 3);
    } else if (far)
      element.scrollIntoView({ block: 'center' });
  }
  function bringSideways(element, box) {
    var at = element.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (at.right > frame.right - 20 || at.left < frame.left + 20)
      box.scrollLeft += (at.left + at.right) / 2 - (frame.left + frame.right) / 2;
  }

  // Names of lanes stay in sight while the storyline scrolls sideways: short copies of them, drawn last, that move along.
  function keepNames(picture) {
    var box = picture.closest('.scroll'), lines = all('[data-a]>text:first-of-type', picture), right = 0, copy, ground;
    if (!lines.length || !box.offsetParent) return;
    copy = page.createElementNS(picture.namespaceURI, 'g');
    ground = page.createElementNS(picture.namespaceURI, 'rect');
    copy.setAttribute('class', 'names');
    copy.appendChild(ground);
    picture.appendChild(copy);
    lines.forEach(function (line) {
      var name = copy.appendChild(line.cloneNode(true)), words = line.textContent;
      if (words.length > 20) name.textContent = words.slice(0, 19) + '…';
      name.setAttribute('x', 8);
      name.setAttribute('text-anchor', 'start');
      if (line.nextElementSibling.localName === 'text') name.setAttribute('dy', 5);
      right = Math.max(right, name.getBBox().width);
    });
    ground.setAttribute('x', -24);
    ground.setAttribute('y', lines[0].getBBox().y - 8);
    ground.setAttribute('width', right + 38);
    ground.setAttribute('height', lines[lines.length - 1].getBBox().y - lines[0].getBBox().y + 30);
    ground.setAttribute('fill', 'var(--paper)');
    function follow() {
      var by = box.scrollLeft * picture.viewBox.baseVal.width / picture.getBoundingClientRect().width;
      copy.setAttribute('transform', 'translate(' + Math.round(by) + ' 0)');
      copy.setAttribute('visibility', by > lines[0].getBBox().x - 8 ? 'visible' : 'hidden');
    }
    box.addEventListener('scroll', follow);
    follow();
  }
  all('#storyline .pic').forEach(keepNames);

  // ---- selection ----
  function put(element, name) {
    element.classList.add(name);
    marked.push(element);
  }
  function unmark() {
    marked.forEach(function (element) {
      element.classList.remove('on', 'chosen');
      element.removeAttribute('aria-current');
    });
    marked = [];
    all('.dim').forEach(function (box) { box.classList.remove('dim'); });
  }
  function clear() {
    chosen = null;
    unmark();
    bar.hidden = true;
    bar.textContent = '';
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  }
  function make(name, text, kind) {
    var element = page.createElement(name);
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }
  function button(sign, label, action) {
    var element = make('button', sign);
    element.type = 'button';
    element.setAttribute('aria-label', label);
    element.title = label;
    element.addEventListener('click', action);
    return element;
  }
  function dayOf(entry) {
    var head = entry.closest('.day').querySelector('h3');
    return head ? head.firstChild.textContent.trim() : '';
  }
  function quoteOf(id) {
    var mark = (ofEvent[id] || []).filter(function (element) { return element.localName === 'mark'; })[0];
    return mark ? mark.textContent : '';
  }
  function tell(title, said) {
    var box = page.createElement('div'), nav = page.createElement('nav');
    bar.textContent = '';
    box.appendChild(make('p', title, 'label'));
    if (said) box.appendChild(make('p', said, 'said'));
    nav.setAttribute('aria-label', 'Selection');
    nav.appendChild(button('‹', 'Previous event', function () { step(-1); }));
    nav.appendChild(button('›', 'Next event', function () { step(1); }));
    nav.appendChild(button('List', 'Show in the timeline', function () { jump('.event.on,.event.chosen'); }));
    nav.appendChild(button('Text', 'Show in the text', function () { jump('mark.on'); }));
    nav.appendChild(button('✕', 'Clear the selection', clear));
    bar.appendChild(box);
    bar.appendChild(nav);
    bar.hidden = false;
  }
  function jump(what) {
    var element = page.querySelector(what);
    if (element) element.scrollIntoView({ block: 'center' });
  }
  // Marks @ids and what shows them, and @actors.
  function mark(ids, actors) {
    unmark();
    ids.forEach(function (id) {
      put(byId(id), ids.length === 1 ? 'chosen' : 'on');
      (ofEvent[id] || []).forEach(function (element) { put(element, element.localName === 'b' ? 'chosen' : 'on'); });
    });
    actors.forEach(function (id) { (ofActor[id] || []).forEach(function (element) { put(element, 'on'); }); });
    // Pictures that cannot show it, for they show the most important alone, stay as they are.
    all('.scroll').forEach(function (box) { box.classList.toggle('dim', !!box.querySelector('.on')); });
  }
  function show(ids, far) {
    var first = byId(ids[0]), texts = (ofEvent[ids[0]] || []).filter(function (e) { return e.localName === 'mark'; });
    if (!first) return;
    if (ids.length === 1) first.setAttribute('aria-current', 'true');
    // Twice: what was not yet laid out has only then its true height.
    [0, 1].forEach(function () {
      bring(first, list, far);
      if (texts.length) bring(texts[0], sources, false);
    });
    (ofEvent[ids[0]] || []).forEach(function (element) {
      var box = element.closest('.scroll');
      if (box && box.offsetParent) bringSideways(element, box);
    });
  }
  // @key is what the address is to end in: an event, an actor, a sentence, or nothing for a line of several events.
  function select(ids, actors, key, title, said, far) {
    ids = ids.filter(function (id) { return id in order; });
    chosen = { ids: ids, key: key };
    mark(ids, actors);
    tell(title, said);
    if (ids.length) show(ids, far);
    if (key) history.replaceState(null, '', '#' + key);
  }
  function selectEvent(id, far) {
    var entry = byId(id), label = entry.querySelector('.label').textContent.trim(), day = dayOf(entry);
    select([id], words(entry, 'data-a'), id, day ? day + ': ' + label : label, quoteOf(id), far);
  }
  function selectActor(id, far) {
    var row = byId(id), ids = eventsOf[id] || [];
    select(ids, [id], id, row.querySelector('a').textContent + ', ' + count(ids.length), row.querySelector('td').textContent, far);
    put(row, 'chosen');
  }
  function selectMany(ids, key, said, far) {
    if (ids.length === 1 && !key) { selectEvent(ids[0], far); return; }
    var actors = {};
    ids.forEach(function (id) { if (byId(id)) words(byId(id), 'data-a').forEach(function (a) { actors[a] = 1; }); });
    select(ids, Object.keys(actors), key, count(ids.length), said, far);
  }
  function count(n) { return n + (n === 1 ? ' event' : ' events'); }
  function selectKey(key, far) {
    var element = byId(key);
    if (!element) return false;
    if (element.classList.contains('event')) selectEvent(key, far);
    else if (element.classList.contains('who')) selectActor(key, far);
    else if (element.localName === 'mark') {
      selectMany(words(element, 'data-e'), key, element.textContent, false);
      bring(element, sources, far);
    } else return false;
    return true;
  }
  // The next entry that the filters leave, from the selected one on.
  function step(by) {
    var i = chosen && chosen.ids.length ? order[chosen.ids[by < 0 ? 0 : chosen.ids.length - 1]] : by < 0 ? events.length : -1;
    for (i += by; i >= 0 && i < events.length; i += by)
      if (!events[i].hidden) {
      var inside = page.activeElement && page.activeElement.closest && page.activeElement.closest('#now');
      selectEvent(events[i].id, true);
      if (!inside) events[i].querySelector('.label a').focus({ preventScroll: true });
      else bar.querySelector(by < 0 ? 'button' : 'button+button').focus();
      return;
    }
  }

  page.addEventListener('click', function (click) {
    var target = click.target.closest('a[href^="#"],[data-e],[data-a]'), text = String(getSelection());
    if (!target || click.ctrlKey || click.metaKey || click.shiftKey) return;
    if (target.localName === 'a') {
      if (selectKey(target.getAttribute('href').slice(1), !target.closest('.event'))) click.preventDefault();
      return;
    }
    if (text && target.closest('#columns')) return;
    if (target.classList.contains('event')) {
      if (chosen && chosen.key === target.id) clear();
      else selectEvent(target.id, false);
    } else if (target.hasAttribute('data-e')) {
      if (target.localName === 'mark') selectKey(target.id, false);
      else selectMany(words(target, 'data-e'), '', '', false);
    } else selectActor(target.getAttribute('data-a'), false);
  });

  page.addEventListener('keydown', function (key) {
    var at = key.target, writing = /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName);
    if (key.ctrlKey || key.metaKey || key.altKey) return;
    if (key.key === 'Escape') {
      if (writing) at.blur();
      clear();
    } else if (writing) return;
    else if (key.key === '/') {
      byId('fold').open = true;
      byId('words').focus();
      key.preventDefault();
    } else if ((key.key === 'ArrowRight' || key.key === 'ArrowLeft') && !at.classList.contains('scroll')) {
      step(key.key === 'ArrowRight' ? 1 : -1);
      key.preventDefault();
    } else if ((key.key === 'ArrowDown' || key.key === 'ArrowUp') && (chosen || at.closest('#timeline'))) {
      step(key.key === 'ArrowDown' ? 1 : -1);
      key.preventDefault();
    }
  });

  // ---- filters ----
  function textOf(entry, i) {
    texts = texts || [];
    if (!texts[i])
      texts[i] = (entry.textContent + ' ' + dayOf(entry) + ' ' + (ofEvent[entry.id] || []).map(function (element) {
      return element.localName === 'mark' ? element.textContent : '';
    }).join(' ')).toLowerCase();
    return texts[i];
  }
  function value(id) { return byId(id) ? byId(id).value : ''; }
  function filter() {
    var kinds = {}, actor = value('actor'), reality = value('reality'), from = value('from'), to = value('to');
    var least = +value('confidence'), wanted = value('words').toLowerCase().split(/\s+/).filter(Boolean);
    var left = {}, leftActors = {}, n = 0;
    all('#kinds input').forEach(function (box) { kinds[box.value] = box.checked; });
    byId('least').textContent = least ? '≥ ' + least + ' %' : 'any';
    events.forEach(function (entry, i) {
      var data = entry.dataset, dated = 'f' in data;
      var fits = kinds[data.k] && (!reality || data.r === reality) && +data.c >= least
        && (!actor || words(entry, 'data-a').indexOf(actor) >= 0)
        && (!(from || to) || dated && (!to || !data.f || data.f <= to) && (!from || !data.t || data.t >= from))
        && wanted.every(function (word) { return textOf(entry, i).indexOf(word) >= 0; });
      entry.hidden = !fits;
      if (!fits) return;
      n++;
      left[entry.id] = true;
      words(entry, 'data-a').forEach(function (id) { leftActors[id] = true; });
    });
    all('.day').forEach(function (day) { day.hidden = !day.querySelector('.event:not([hidden])'); });
    var any = function (table) { return function (id) { return table[id]; }; };
    shown.forEach(function (element) { element.classList.toggle('off', !words(element, 'data-e').some(any(left))); });
    lanes.forEach(function (element) { element.classList.toggle('off', !leftActors[element.getAttribute('data-a')]); });
    rows.forEach(function (element) { element.classList.toggle('off', !leftActors[element.id]); });
    byId('count').textContent = n === events.length ? count(n) : n + ' of ' + count(events.length);
  }
  var timer = 0;
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(filter, 60);
  }
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  form.addEventListener('reset', soon);
  form.addEventListener('submit', function (submit) { submit.preventDefault(); });
  filter();

  // ---- addresses ----
  function followAddress() {
    if (location.hash.length > 1) selectKey(decodeURIComponent(location.hash.slice(1)), true);
  }
  window.addEventListener('hashchange', followAddress);
  followAddress();
})();
