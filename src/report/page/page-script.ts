/**
 * The report page's program. Text rather than code, so that source and bundle give the same bytes: its hash stands in the page's
 * policy. It builds every node with `textContent` and never parses markup; `test/report-html.test.ts` and the browser test read it.
 * Long, because a page of one file has one program.
 */
export const pageScript = `
(function () {
  'use strict';
  var pageSize = 50;
  var printSize = 2000;
  var facetSize = 8;
  var facetMost = 500;
  var byId = function (id) { return document.getElementById(id); };
  var tables = JSON.parse(byId('tables').textContent);
  var rows = [];
  Array.prototype.forEach.call(document.querySelectorAll('script.rows'), function (block) {
    var part = JSON.parse(block.textContent);
    for (var i = 0; i < part.length; i++) rows.push(part[i]);
    block.remove();
  });

  // Fields of a row, in the order the renderer writes them.
  var ID = 0, SEVERITY = 1, STATUS = 2, CONFIDENCE = 3, RULE = 4, ENTITY = 5, RELATION = 6, LISTINGS = 7, KIND = 8, NAME = 9,
    VERSION = 10, PURL = 11, EVIDENCE = 12, PLACES = 13, PATHS = 14, REMEDY = 15, LINKS = 16, NOTES = 17, WAIVER = 18, CONTROL = 19,
    MESSAGE = 20, ECOSYSTEM = 21, SITE = 22;
  var severities = ['critical', 'high', 'medium', 'low', 'info'];
  var word = function (row, field) { return tables.words[row[field]]; };
  var entityOf = function (row) { return row[ENTITY] < 0 ? null : tables.entities[row[ENTITY]]; };
  var whoOf = function (row) { var entity = entityOf(row); return entity ? entity[1] : word(row, RULE); };
  var pathOf = function (row) { return row[EVIDENCE].length ? tables.words[row[EVIDENCE][0][0]] : ''; };
  var placeOf = function (seen) { return tables.words[seen[0]] + (seen[1] ? ':' + seen[1] + (seen[2] ? ':' + seen[2] : '') : ''); };
  var componentOf = function (row) { return row[NAME] + (row[VERSION] ? ' ' + row[VERSION] : ''); };
  var listsOf = function (row) { return tables.listNames[row[LISTINGS]]; };

  var dimensions = [
    { key: 'list', title: 'List', of: listsOf },
    { key: 'entity', title: 'Organisation or rule', of: function (row) { return [whoOf(row)]; } },
    { key: 'country', title: 'Country of the organisation', of: function (row) { var entity = entityOf(row); return [entity && entity[2] ? entity[2] : 'not stated']; } },
    { key: 'ecosystem', title: 'Ecosystem or kind', of: function (row) { return [word(row, ECOSYSTEM)]; } },
    { key: 'input', title: 'Input', of: function (row) { return [pathOf(row)]; } },
    { key: 'status', title: 'Status', of: function (row) { return [word(row, STATUS)]; } }
  ];
  var severityDimension = { key: 'severity', title: 'Severity', of: function (row) { return [severities[row[SEVERITY]]]; } };
  var all = [severityDimension].concat(dimensions);

  var state = { q: '', sort: '', page: 1, id: '', picked: {} };
  var opened = {};
  var haystacks = [];

  function readHash() {
    var asked;
    try { asked = new URLSearchParams(location.hash.slice(1)); } catch (error) { asked = new URLSearchParams(); }
    state.q = asked.get('q') || '';
    state.sort = asked.get('sort') || '';
    state.id = asked.get('id') || '';
    state.page = Math.max(1, parseInt(asked.get('page') || '1', 10) || 1);
    all.forEach(function (dimension) { state.picked[dimension.key] = asked.getAll(dimension.key); });
  }

  function hashOf(change) {
    var next = new URLSearchParams();
    var q = change.q === undefined ? state.q : change.q;
    var sort = change.sort === undefined ? state.sort : change.sort;
    var page = change.page === undefined ? state.page : change.page;
    var id = change.id === undefined ? state.id : change.id;
    if (q) next.set('q', q);
    all.forEach(function (dimension) {
      var values = change.picked && change.picked[dimension.key] ? change.picked[dimension.key] : state.picked[dimension.key];
      values.forEach(function (value) { next.append(dimension.key, value); });
    });
    if (sort) next.set('sort', sort);
    if (page > 1) next.set('page', String(page));
    if (id) next.set('id', id);
    return '#' + next.toString();
  }

  function go(change) {
    history.replaceState(null, '', hashOf(change));
    update();
  }

  function toggle(key, value) {
    var values = state.picked[key];
    var at = values.indexOf(value);
    var picked = {};
    picked[key] = at < 0 ? values.concat([value]) : values.filter(function (other) { return other !== value; });
    go({ picked: picked, page: 1 });
  }

  function haystack(at) {
    var known = haystacks[at];
    if (known === undefined) {
      var row = rows[at];
      var parts = [row[ID], componentOf(row), row[PURL], whoOf(row), word(row, RULE), row[MESSAGE], listsOf(row).join(' '), word(row, SITE)];
      row[EVIDENCE].forEach(function (seen) { parts.push(tables.words[seen[0]], seen[4], seen[5]); });
      known = haystacks[at] = parts.join('\\n').toLowerCase();
    }
    return known;
  }

  // Indexes of rows that pass, and for each dimension the counts of its values over rows that pass all the others.
  function select() {
    var words = state.q.toLowerCase().split(/\\s+/).filter(Boolean);
    var wanted = all.map(function (dimension) {
      var values = state.picked[dimension.key];
      return values.length ? new Set(values) : null;
    });
    var counts = all.map(function () { return new Map(); });
    var chosen = [];
    for (var at = 0; at < rows.length; at++) {
      var row = rows[at];
      if (words.length) {
        var text = haystack(at);
        if (!words.every(function (each) { return text.indexOf(each) >= 0; })) continue;
      }
      var failed = -1, failures = 0;
      for (var d = 0; d < all.length && failures < 2; d++) {
        var set = wanted[d];
        if (set === null) continue;
        if (!all[d].of(row).some(function (value) { return set.has(value); })) { failed = d; failures++; }
      }
      if (failures > 1) continue;
      if (failures === 0) chosen.push(at);
      for (var c = 0; c < all.length; c++) {
        if (failures === 1 && c !== failed) continue;
        var values = all[c].of(row);
        for (var v = 0; v < values.length; v++) counts[c].set(values[v], (counts[c].get(values[v]) || 0) + 1);
      }
    }
    return { chosen: sorted(chosen), counts: counts };
  }

  var columns = [
    { key: 'severity', title: 'Severity', of: function (row) { return row[SEVERITY]; } },
    { key: 'component', title: 'Component', of: function (row) { return row[NAME]; } },
    { key: 'who', title: 'Who', of: whoOf },
    { key: 'listed', title: 'Listed', of: function (row) { return listsOf(row).join(', '); } },
    { key: 'where', title: 'Where', of: pathOf },
    { key: 'status', title: 'Status', of: function (row) { return word(row, STATUS); } }
  ];

  function sorted(chosen) {
    var down = state.sort.charAt(0) === '-';
    var column = columns.filter(function (each) { return each.key === state.sort.replace('-', ''); })[0];
    if (!column) return chosen;
    var keys = new Map();
    chosen.forEach(function (at) { keys.set(at, column.of(rows[at])); });
    return chosen.sort(function (one, other) {
      var a = keys.get(one), b = keys.get(other);
      var order = a < b ? -1 : a > b ? 1 : 0;
      return (down ? -order : order) || one - other;
    });
  }

  function el(name, attributes, children) {
    var node = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (key === 'click') node.addEventListener('click', attributes[key]);
      else node.setAttribute(key, attributes[key]);
    });
    (children || []).forEach(function (child) {
      if (child === null || child === undefined || child === '') return;
      node.append(child);
    });
    return node;
  }
  function code(text) { return el('bdi', { 'class': 'code' }, [text]); }
  function number(value) { return value.toLocaleString('en-US'); }
  function fill(node, children) { node.replaceChildren.apply(node, children); }

  function drawSeverities(counts) {
    var most = 0;
    severities.forEach(function (severity) { most += counts.get(severity) || 0; });
    fill(byId('severities'), severities.map(function (severity) {
      var pressed = state.picked.severity.indexOf(severity) >= 0;
      return el('li', {}, [el('button', {
        type: 'button', 'class': severity, 'aria-pressed': String(pressed), 'data-value': severity,
        click: function () { toggle('severity', severity); }
      }, [el('strong', {}, [number(counts.get(severity) || 0)]), severity])]);
    }));
    fill(byId('stack'), severities.map(function (severity) {
      var part = el('span', { 'class': severity }, []);
      part.style.width = most ? (100 * (counts.get(severity) || 0)) / most + '%' : '0';
      return part;
    }));
  }

  function drawFacets(counts) {
    fill(byId('facets'), dimensions.map(function (dimension, at) {
      var entries = Array.from(counts[at + 1]).sort(function (one, other) { return other[1] - one[1] || (one[0] < other[0] ? -1 : 1); });
      state.picked[dimension.key].forEach(function (value) {
        if (!entries.some(function (entry) { return entry[0] === value; })) entries.push([value, 0]);
      });
      var most = entries.length ? entries[0][1] : 1;
      var open = opened[dimension.key] === true;
      var shown = entries.slice(0, open ? facetMost : facetSize);
      state.picked[dimension.key].forEach(function (value) {
        if (!shown.some(function (entry) { return entry[0] === value; })) shown.push(entries.filter(function (entry) { return entry[0] === value; })[0]);
      });
      var list = el('ul', {}, shown.map(function (entry) {
        var bar = el('span', { 'class': 'bar', 'aria-hidden': 'true' }, []);
        bar.style.width = (100 * entry[1]) / (most || 1) + '%';
        return el('li', {}, [el('button', {
          type: 'button', 'aria-pressed': String(state.picked[dimension.key].indexOf(entry[0]) >= 0),
          'data-key': dimension.key, 'data-value': entry[0],
          click: function () { toggle(dimension.key, entry[0]); }
        }, [el('bdi', {}, [entry[0] || 'none']), el('span', {}, [number(entry[1])]), bar])]);
      }));
      var more = entries.length > facetSize ? el('button', {
        type: 'button', 'aria-expanded': String(open), 'data-more': dimension.key,
        click: function () { opened[dimension.key] = !open; update(); }
      }, [open ? 'Show fewer' : entries.length > facetMost ? 'Show ' + number(facetMost) + ' of ' + number(entries.length) : 'Show all ' + number(entries.length)]) : null;
      return el('section', { 'class': 'facet', 'aria-label': dimension.title }, [el('h3', {}, [dimension.title]), list, more]);
    }));
  }

  function drawChips() {
    var chips = [];
    all.forEach(function (dimension) {
      state.picked[dimension.key].forEach(function (value) {
        chips.push(el('li', {}, [el('button', {
          type: 'button', 'aria-label': 'Remove filter ' + dimension.title + ': ' + value,
          click: function () { toggle(dimension.key, value); }
        }, [dimension.title + ': ', el('bdi', {}, [value]), ' \\u00d7'])]));
      });
    });
    if (chips.length || state.q) chips.push(el('li', {}, [el('button', { type: 'button', id: 'reset', click: reset }, ['Clear all filters'])]));
    fill(byId('chips'), chips);
    byId('chips').hidden = chips.length === 0;
  }

  function reset() {
    var picked = {};
    all.forEach(function (dimension) { picked[dimension.key] = []; });
    byId('q').value = '';
    go({ q: '', picked: picked, page: 1 });
  }

  function drawHead() {
    fill(byId('columns'), columns.map(function (column) {
      var sort = state.sort === column.key ? 'ascending' : state.sort === '-' + column.key ? 'descending' : 'none';
      return el('th', { scope: 'col', 'aria-sort': sort }, [el('button', {
        type: 'button', 'data-sort': column.key,
        click: function () { go({ sort: sort === 'ascending' ? '-' + column.key : column.key, page: 1 }); }
      }, [column.title])]);
    }));
  }

  function drawRows(chosen, size) {
    var first = (state.page - 1) * size;
    fill(byId('rows'), chosen.slice(first, first + size).map(function (at) {
      var row = rows[at];
      var entity = entityOf(row);
      var severity = severities[row[SEVERITY]];
      var seen = row[EVIDENCE][0];
      var lists = listsOf(row);
      return el('tr', {}, [
        el('td', {}, [el('span', { 'class': 'severity ' + severity }, [severity])]),
        el('td', {}, [el('a', { href: hashOf({ id: row[ID] }), 'data-id': row[ID] }, [code(componentOf(row))])]),
        el('td', {}, [word(row, RELATION).replace(/-/g, ' ') + ' ', el('bdi', {}, [whoOf(row)]), entity && entity[2] ? ' (' + entity[2] + ')' : '', row[CONFIDENCE] ? el('div', { 'class': 'soft' }, [['', 'medium', 'low'][row[CONFIDENCE]] + ' confidence']) : '']),
        el('td', {}, [lists.slice(0, 3).join(', ') + (lists.length > 3 ? ' and ' + (lists.length - 3) + ' more' : '')]),
        el('td', {}, [seen ? code(placeOf(seen)) : '', row[PLACES] > 1 ? ' and ' + number(row[PLACES] - 1) + ' more' : '']),
        el('td', {}, [word(row, STATUS)])
      ]);
    }));
  }

  function drawPages(total, size) {
    var pages = Math.max(1, Math.ceil(total / size));
    if (state.page > pages) state.page = pages;
    byId('count').textContent = number(total) + ' of ' + number(rows.length) + ' findings, page ' + number(state.page) + ' of ' + number(pages);
    [['first', 1], ['previous', state.page - 1], ['next', state.page + 1], ['last', pages]].forEach(function (pair) {
      var button = byId(pair[0]);
      button.disabled = pair[1] < 1 || pair[1] > pages || pair[1] === state.page;
      button.onclick = function () { go({ page: pair[1] }); byId('findings').scrollIntoView(); };
    });
  }

  function section(title, children) { return [el('h3', {}, [title])].concat(children); }
  function pair(term, value) { return value === '' || value === null || value === undefined ? [] : [el('dt', {}, [term]), el('dd', {}, [value])]; }
  function table(titles, lines) {
    return el('div', { 'class': 'scroll', tabindex: '0', role: 'region', 'aria-label': titles.join(', ') }, [el('table', {}, [
      el('thead', {}, [el('tr', {}, titles.map(function (title) { return el('th', { scope: 'col' }, [title]); }))]),
      el('tbody', {}, lines.map(function (cells) { return el('tr', {}, cells.map(function (cell) { return el('td', {}, [cell]); })); }))
    ])]);
  }
  function link(url) { return el('a', { href: url, rel: 'noopener noreferrer', referrerpolicy: 'no-referrer', target: '_blank' }, [url]); }

  function drawDetail() {
    var dialog = byId('detail');
    var row = state.id ? rows.filter(function (each) { return each[ID] === state.id; })[0] : undefined;
    if (!row) { if (dialog.open) dialog.close(); return; }
    var entity = entityOf(row);
    var severity = severities[row[SEVERITY]];
    var parts = [
      el('h2', { id: 'detail-title' }, [code(componentOf(row))]),
      el('p', {}, [el('span', { 'class': 'severity ' + severity }, [severity]), ' ', el('bdi', {}, [row[MESSAGE]])]),
      el('dl', {}, [].concat(
        pair('Status', word(row, STATUS)),
        pair('Waived because', row[WAIVER] ? row[WAIVER][0] + (row[WAIVER][1] ? ' (owner: ' + row[WAIVER][1] + ')' : '') + (row[WAIVER][2] ? ', until ' + row[WAIVER][2] : '') : ''),
        pair('Organisation', entity ? entity[1] + ' (' + entity[0] + (entity[2] ? ', ' + entity[2] : '') + ')' : ''),
        pair('Relation', word(row, RELATION).replace(/-/g, ' ')),
        pair('Confidence', ['high', 'medium', 'low'][row[CONFIDENCE]]),
        pair('Kind', word(row, KIND)),
        pair('Package URL', row[PURL] ? code(row[PURL]) : ''),
        pair('Site', word(row, SITE)),
        pair('Rule', code(word(row, RULE))),
        pair('Control', word(row, CONTROL)),
        pair('Finding', code(row[ID]))
      ))
    ];
    parts = parts.concat(section('What to do', [el('p', {}, [word(row, REMEDY)])]));
    var listings = tables.listingSets[row[LISTINGS]];
    if (listings.length) {
      parts = parts.concat(section('Listings', [table(['List', 'Effect', 'Since', 'State', 'Through', 'Read'], listings.map(function (at) {
        var listing = tables.listings[at];
        return [listing[7] ? el('a', { href: listing[7], rel: 'noopener noreferrer', referrerpolicy: 'no-referrer', target: '_blank' }, [listing[1]]) : listing[1],
          listing[3], listing[4], listing[8] + (listing[9] ? ': ' + listing[9] : '') + (listing[5] ? ' Scope: ' + listing[5] : ''), listing[10], listing[6]];
      }))]));
    }
    parts = parts.concat(section('Where it was seen', [
      table(['Place', 'Field', 'Value', 'Matched'], row[EVIDENCE].map(function (seen) { return [code(placeOf(seen)), tables.words[seen[3]], code(seen[4]), code(seen[5])]; })),
      row[PLACES] > row[EVIDENCE].length ? el('p', {}, ['and ' + number(row[PLACES] - row[EVIDENCE].length) + ' more places']) : ''
    ]));
    if (row[PATHS].length) {
      parts = parts.concat(section('Dependency paths', row[PATHS].map(function (path) {
        return el('ol', { 'class': 'path' }, path.map(function (step) { return el('li', {}, [code(step)]); }));
      })));
    }
    if (row[NOTES].length) parts = parts.concat(section('Notes', [el('ul', {}, row[NOTES].map(function (note) { return el('li', {}, [note]); }))]));
    var links = tables.linkSets[row[LINKS]];
    if (links.length) parts = parts.concat(section('Sources', [el('ul', {}, links.map(function (url) { return el('li', {}, [link(url)]); }))]));
    fill(byId('detail-body'), parts);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  }

  var size = pageSize;
  function update() {
    readHash();
    var active = document.activeElement;
    var again = active && active.dataset && active !== document.body ? [active.dataset.key, active.dataset.value, active.dataset.sort, active.dataset.more] : null;
    if (byId('q').value !== state.q && active !== byId('q')) byId('q').value = state.q;
    var result = select();
    drawSeverities(result.counts[0]);
    drawFacets(result.counts);
    drawChips();
    drawHead();
    drawPages(result.chosen.length, size);
    drawRows(result.chosen, size);
    drawDetail();
    if (again && !document.contains(active)) refocus(again);
  }

  // Parts are drawn anew: a button that was pressed from the keyboard keeps the focus.
  function refocus(again) {
    var found = Array.prototype.filter.call(document.querySelectorAll('button[data-value], button[data-sort], button[data-more]'), function (button) {
      return button.dataset.key === again[0] && button.dataset.value === again[1] && button.dataset.sort === again[2] && button.dataset.more === again[3];
    })[0];
    if (found) found.focus(); else byId('q').focus();
  }

  var waiting = 0;
  byId('q').addEventListener('input', function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { go({ q: byId('q').value, page: 1 }); }, 120);
  });
  byId('detail').addEventListener('close', function () {
    var id = state.id;
    if (!id) return;
    go({ id: '' });
    var origin = Array.prototype.filter.call(document.querySelectorAll('a[data-id]'), function (each) { return each.dataset.id === id; })[0];
    if (origin) origin.focus();
  });
  byId('close').addEventListener('click', function () { byId('detail').close(); });
  byId('search').addEventListener('submit', function (event) { event.preventDefault(); });
  window.addEventListener('hashchange', update);
  window.addEventListener('beforeprint', function () { size = printSize; update(); });
  window.addEventListener('afterprint', function () { size = pageSize; update(); });
  byId('interactive').hidden = false;
  update();
  document.documentElement.dataset.ready = 'yes';
})();
`;
