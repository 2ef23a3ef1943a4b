// What makes the page answer: tabs, filters, selection. All it knows it reads from the page: entries of the list carry
// what the filters ask for, and whatever belongs to an event or actor names it in data-e or data-a.
(function () {
  'use strict';
  var page = document, root = page.documentElement;
  var byId = function (id) { return page.getElementById(id); };
  var all = function (what, where) { return Array.prototype.slice.call((where || page).querySelectorAll(what)); };
  var list = byId('timeline'), sources = byId('sources'), bar = byId('now'), form = byId('filters');
  var events = all('.event'), order = {}, ofEvent = {}, ofActor = {}, eventsOf = {}, chosen = null, marked = [], texts = null;
  var reading = true;

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
    var entry = chosen && bar.contains(page.activeElement) && byId(chosen.ids[0]);
    chosen = null;
    unmark();
    bar.hidden = true;
    bar.textContent = '';
    writeAddress();
    if (entry) entry.querySelector('.label a').focus({ preventScroll: true });
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
    if (label.indexOf(sign) < 0) element.setAttribute('aria-label', label);
    element.title = label;
    element.addEventListener('click', action);
    return element;
  }
  function dayOf(entry) {
    var head = entry.closest('.day').querySelector('h3');
    return head ? head.firstChild.textContent.trim() : '';
  }
  function markOf(id) {
    return (ofEvent[id] || []).filter(function (element) { return element.localName === 'mark'; })[0];
  }
  // Whose words they are: “[2] Courier, 3 May 2024: Title, https://…”.
  function sourceOf(mark) {
    var article = mark.closest('article'), title = article.querySelector('h3'), link = title.querySelector('a');
    return article.querySelector('.byline').textContent + ': ' + title.textContent + (link ? ', ' + link.href : '');
  }
  function quoteOf(mark) { return mark ? '“' + mark.textContent.trim() + '” — ' + sourceOf(mark) : ''; }
  // An event on one line, with its days in figures, its first sentence and where that stands.
  function lineOf(entry) {
    var data = entry.dataset, days = 'f' in data ? data.f + (data.t === data.f ? '' : '/' + data.t) : 'undated';
    return [days, entry.querySelector('.label').textContent.trim(), quoteOf(markOf(entry.id))].join('\t').replace(/\n/g, ' ');
  }
  // The clipboard's own call is refused in some settings; selecting and copying then still works.
  function copyOld(text) {
    var field = page.body.appendChild(make('textarea', text)), before = page.activeElement;
    field.select();
    var done = page.execCommand('copy');
    field.remove();
    if (before) before.focus({ preventScroll: true });
    if (!done) throw 0;
  }
  function copy(from, text) {
    var words = from.dataset.words = from.dataset.words || from.textContent;
    var old = function () { copyOld(text); };
    (navigator.clipboard ? navigator.clipboard.writeText(text).catch(old) : Promise.resolve().then(old)).then(function () {
      from.textContent = 'Copied';
    }, function () { from.textContent = 'Not allowed'; }).then(function () {
      setTimeout(function () { from.textContent = words; }, 1500);
    });
  }
  function tell(title, said, quoted) {
    var box = page.createElement('div'), nav = page.createElement('nav');
    bar.textContent = '';
    box.appendChild(make('p', title, 'label'));
    if (said) box.appendChild(make('p', said, 'said'));
    nav.setAttribute('aria-label', 'Selection');
    nav.appendChild(button('‹', 'Previous event', function () { step(-1); }));
    nav.appendChild(button('›', 'Next event', function () { step(1); }));
    nav.appendChild(button('List', 'Show in the timeline', function () { jump('.event.on,.event.chosen'); }));
    nav.appendChild(button('Text', 'Show in the text', function () { jump('mark.on'); }));
    if (quoted) nav.appendChild(button('Copy quote', 'Copy quote with its source', function () { copy(this, quoteOf(quoted)); }));
    if (chosen.key) nav.appendChild(button('Copy link', 'Copy link to this view', function () { copy(this, location.href); }));
    nav.appendChild(button('✕', 'Clear the selection', clear));
    bar.appendChild(box);
    bar.appendChild(nav);
    bar.hidden = false;
  }
  function jump(what) {
    var element = page.querySelector(what), link;
    if (!element) return;
    element.scrollIntoView({ block: 'center' });
    link = element.localName === 'mark' ? element.nextElementSibling : element.querySelector('.label a');
    if (link) link.focus({ preventScroll: true });
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
  function select(ids, actors, key, title, quoted, said, far) {
    ids = ids.filter(function (id) { return id in order; });
    chosen = { ids: ids, key: key };
    mark(ids, actors);
    tell(title, said || quoteOf(quoted), quoted);
    if (ids.length) show(ids, far);
    writeAddress();
  }
  function selectEvent(id, far) {
    var entry = byId(id), label = entry.querySelector('.label').textContent.trim(), day = dayOf(entry);
    select([id], words(entry, 'data-a'), id, day ? day + ': ' + label : label, markOf(id), '', far);
  }
  function selectActor(id, far) {
    var row = byId(id), ids = eventsOf[id] || [];
    select(ids, [id], id, row.querySelector('a').textContent + ', ' + count(ids.length), null, row.querySelector('td').textContent, far);
    put(row, 'chosen');
  }
  function selectMany(ids, key, quoted, far) {
    if (ids.length === 1 && !key) { selectEvent(ids[0], far); return; }
    var actors = {};
    ids.forEach(function (id) { if (byId(id)) words(byId(id), 'data-a').forEach(function (a) { actors[a] = 1; }); });
    select(ids, Object.keys(actors), key, count(ids.length), quoted, '', far);
  }
  function count(n) { return n + (n === 1 ? ' event' : ' events'); }
  function selectKey(key, far) {
    var element = byId(key);
    if (!element) return false;
    if (element.classList.contains('event')) selectEvent(key, far);
    else if (element.classList.contains('who')) selectActor(key, far);
    else if (element.localName === 'mark') {
      selectMany(words(element, 'data-e'), key, element, false);
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
      if (selectKey(target.getAttribute('href').slice(1), !target.closest('.event'))) {
        click.preventDefault();
        // Who came by keyboard goes on from where the link led.
        if (!click.detail && target.classList.contains('place')) jump('mark.on');
        else if (!click.detail && target.classList.contains('ref')) jump('.event.chosen');
      }
      return;
    }
    if (text && target.closest('#columns')) return;
    if (target.classList.contains('event')) {
      if (chosen && chosen.key === target.id) clear();
      else selectEvent(target.id, false);
    } else if (target.hasAttribute('data-e')) {
      if (target.localName === 'mark') selectKey(target.id, false);
      else selectMany(words(target, 'data-e'), '', null, false);
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
  // The filters in use: what the page calls each, whether an entry passes it, and how to take it away.
  var fields = ['actor', 'article', 'from', 'to', 'reality', 'confidence', 'words'];
  var passes = {
    kind: function (entry, wanted) { return wanted.indexOf(/k-([a-z]+)/.exec(entry.className)[1]) >= 0; },
    actor: function (entry, wanted) { return words(entry, 'data-a').indexOf(wanted) >= 0; },
    article: function (entry, wanted) { return words(entry, 'data-s').indexOf(wanted) >= 0; },
    from: function (entry, wanted) { return 'f' in entry.dataset && (!entry.dataset.t || entry.dataset.t >= wanted); },
    to: function (entry, wanted) { return 'f' in entry.dataset && (!entry.dataset.f || entry.dataset.f <= wanted); },
    reality: function (entry, wanted) { return entry.dataset.r === wanted; },
    confidence: function (entry, wanted) { return +entry.dataset.c >= +wanted; },
    words: function (entry, wanted, i) {
      return wanted.toLowerCase().split(/\s+/).every(function (word) { return textOf(entry, i).indexOf(word) >= 0; });
    }
  };
  var boxes = all('#kinds input');
  function kindsLeft() { return boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }); }
  function inUse() {
    var used = [], kinds = kindsLeft();
    if (kinds.length < boxes.length) used.push({ name: 'kind', wanted: kinds, said: kinds.length + ' of ' + boxes.length });
    fields.forEach(function (name) {
      var field = byId(name), wanted = value(name).trim();
      if (!wanted || wanted === field.defaultValue) return;
      used.push({ name: name, wanted: wanted, said: field.selectedOptions ? field.selectedOptions[0].textContent : wanted });
    });
    return used;
  }
  function takeAway(name) {
    if (name === 'kind') boxes.forEach(function (box) { box.checked = true; });
    else byId(name).value = byId(name).defaultValue || '';
    filter();
    (page.querySelector('#active button') || byId('words')).focus();
  }
  // For each filter in use a button that takes it away, with the number of events that it alone keeps hidden.
  function tellFilters(used) {
    var box = byId('active');
    box.textContent = '';
    used.forEach(function (one) {
      var said = one.name + ': ' + one.said + ' (hides ' + one.hides + ')';
      box.appendChild(button(said + ' ✕', said + ' ✕ take away', function () { takeAway(one.name); }));
    });
    if (used.length) box.appendChild(button('Copy list', 'Copy list of these events', function () {
      copy(this, events.filter(function (entry) { return !entry.hidden; }).map(lineOf).join('\n'));
    }));
  }
  function filter() {
    var used = inUse(), left = {}, leftActors = {}, n = 0;
    used.forEach(function (one) { one.hides = 0; });
    byId('least').textContent = +value('confidence') ? '≥ ' + value('confidence') + ' %' : 'any';
    events.forEach(function (entry, i) {
      var failed = used.filter(function (one) { return !passes[one.name](entry, one.wanted, i); });
      entry.hidden = failed.length > 0;
      if (failed.length === 1) failed[0].hides++;
      if (failed.length) return;
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
    byId('none').hidden = n > 0 || !events.length;
    byId('kinds-all').textContent = kindsLeft().length ? 'None' : 'All';
    byId('kinds-all').setAttribute('aria-label', kindsLeft().length ? 'None of the kinds' : 'All kinds');
    root.classList.toggle('filtered', used.length > 0);
    tellFilters(used);
    writeAddress();
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
  byId('all').addEventListener('click', function () {
    form.reset();
    byId('words').focus();
  });
  byId('kinds-all').addEventListener('click', function () {
    var none = !kindsLeft().length;
    boxes.forEach(function (box) { box.checked = none; });
    filter();
  });

  // ---- addresses ----
  // What is selected, then the filters: "#e12&actor=a3&from=2024-05-01&kind=meeting,demand".
  function writeAddress() {
    var parts = reading ? null : [chosen && chosen.key || ''];
    if (!parts) return;
    inUse().forEach(function (one) { parts.push(one.name + '=' + encodeURIComponent(one.wanted)); });
    var hash = parts.join('&');
    if (hash !== location.hash.slice(1)) history.replaceState(null, '', hash ? '#' + hash : location.pathname + location.search);
  }
  function decode(text) {
    try { return decodeURIComponent(text); } catch (error) { return ''; }
  }
  function followAddress() {
    var parts = location.hash.slice(1).split('&'), kinds = null;
    reading = true;
    form.reset();
    parts.slice(1).forEach(function (part) {
      var name = part.split('=')[0], wanted = decode(part.slice(name.length + 1));
      if (name === 'kind') kinds = wanted.split(',');
      else if (fields.indexOf(name) >= 0 && byId(name)) byId(name).value = wanted;
    });
    if (kinds) boxes.forEach(function (box) { box.checked = kinds.indexOf(box.value) >= 0; });
    filter();
    reading = false;
    if (parts[0]) selectKey(decode(parts[0]), true);
  }
  window.addEventListener('hashchange', followAddress);
  followAddress();
})();
