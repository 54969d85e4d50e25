/**
 * What runs on both sides of a card. It is text, not a function, because Anki's bytes must not depend on a compiler.
 *
 * The order of options has to survive the turn of the card, which keeps the page on some clients and loads a new one
 * on others. The front draws a seed and leaves it, with what was picked, in the window, in sessionStorage and in
 * localStorage; the back reads them in that order. Where the front cannot read back what it stored, it takes a seed
 * from question and day, and so does a back that finds nothing. Marks follow the option, never its place, so that they
 * are right whatever the order.
 *
 * - An IIFE: clients that keep the page would refuse a second `const` of the same name.
 * - Right options carry the class `nb-key`, because classes survive Anki's editor.
 * - Digits belong to Anki, so Alt+1 to Alt+9 pick options.
 * - Indentation is for the reader of this file: cards carry the text without it.
 */
const SOURCE = `(function () {
  var d = document, w = window, root = d.getElementById('nb');
  if (!root) return;
  var set = root.querySelector('.nb-items'), items = [].slice.call(root.querySelectorAll('.nb-item'));
  var back = has(root, 'nb-back'), id = root.dataset.id, key = 'qb:' + id;
  function has(e, name) { return e.classList.contains(name); }
  function field(e) { return e.querySelector('input,select'); }
  function ticks(f) { return /radio|checkbox/.test(f.type); }
  function number(e, name) { return parseFloat(e.querySelector(name).textContent); }
  function stores(use) {
    ['sessionStorage', 'localStorage'].forEach(function (name) { try { use(w[name]); } catch (e) {} });
  }
  function save() {
    var text = w[key] = JSON.stringify(state), kept;
    stores(function (s) { s.setItem(key, text); kept = kept || s.getItem(key) === text; });
    return kept;
  }
  function load() {
    var text = w[key];
    stores(function (s) { text = text || s.getItem(key); s.removeItem(key); });
    try { return JSON.parse(text); } catch (e) {}
  }
  function daily() {
    var h = 2166136261;
    (id + new Date().toDateString()).split('').forEach(function (c) { h = Math.imul(h ^ c.charCodeAt(0), 16777619); });
    return h >>> 0;
  }
  function drawn() {
    try { return crypto.getRandomValues(new Uint32Array(1))[0]; } catch (e) { return Math.random() * 4294967296 >>> 0; }
  }
  function random() {
    var t = seed = seed + 1831565813 | 0;
    t = Math.imul(t ^ t >>> 15, t | 1);
    t ^= t + Math.imul(t ^ t >>> 7, t | 61);
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  }
  var state = back && load() || { s: back ? daily() : drawn(), p: [] };
  if (!back && !save()) { state.s = daily(); save(); }
  var seed = state.s, loose = items.filter(function (e) { return !has(e, 'nb-fixed'); }), i = loose.length, j, t;
  while (i > 1) { j = random() * i-- | 0; t = loose[i]; loose[i] = loose[j]; loose[j] = t; }
  items.forEach(function (e) { set.appendChild(has(e, 'nb-fixed') ? e : loose.shift()); });
  var total = items.length, right = 0, given;
  function mark(e, n) {
    var f = field(e), v = state.p[n], ok;
    if (ticks(f)) { f.checked = v = v === true; f.tabIndex = -1; ok = v === has(e, 'nb-key'); }
    else {
      f.value = v = v || '';
      f.disabled = true;
      ok = v && (f.options ? has(f.options[f.selectedIndex], 'nb-key') :
        Math.abs(v - number(e, '.nb-value')) <= number(e, '.nb-tolerance') + 1e-9);
      if (v) root.querySelectorAll('.nb-mistake').forEach(function (m) {
        if (Math.abs(v - number(m, '.nb-value')) < 1e-9) m.classList.add('nb-picked');
      });
    }
    given = given || v;
    right += ok ? 1 : 0;
    e.classList.add(ok ? 'nb-ok' : 'nb-off', v ? 'nb-picked' : 'nb-open');
  }
  if (!back) root.oninput = root.onchange = function () {
    state.p = items.map(function (e) { var f = field(e); return ticks(f) ? f.checked : f.value; });
    save();
  };
  else items.forEach(mark);
  if (given) {
    root.className += right === total ? ' nb-given nb-won' : ' nb-given';
    d.getElementById('answer').textContent = right === total ? '✓ Right' :
      '✗ Not right' + (root.querySelector('select') ? ': ' + right + ' of ' + total + ' in place' : '');
  }
  if (!w.qbKeys) {
    w.qbKeys = 1;
    d.addEventListener('keydown', function (e) {
      var n = e.altKey && /^Digit([1-9])$/.exec(e.code);
      var item = n && d.querySelectorAll('.nb-front .nb-item')[n[1] - 1], f = item && field(item);
      if (f) { e.preventDefault(); f.focus(); if (ticks(f)) f.click(); }
    });
  }
})();`;

/** The script as cards carry it. */
export const SCRIPT = SOURCE.replace(/\n +/g, '\n');
