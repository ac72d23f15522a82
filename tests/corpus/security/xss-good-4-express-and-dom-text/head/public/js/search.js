const list = document.querySelector('#results');
const status = document.getElementById('status');
const EMPTY = '<li class="empty">Nothing found</li>';

function escape(text) {
  const node = document.createElement('div');
  node.textContent = text;
  return node.innerHTML;
}

async function search() {
  const term = new URLSearchParams(window.location.search).get('q') || '';
  status.textContent = `Results for ${term}`;
  const response = await fetch('/api/search?q=' + encodeURIComponent(term));
  const results = await response.json();
  if (results.length === 0) {
    list.innerHTML = EMPTY;
    return;
  }
  list.innerHTML = '';
  for (const result of results) {
    const item = document.createElement('li');
    item.textContent = result.title;
    list.append(item);
  }
  list.insertAdjacentHTML('beforeend', `<li>${results.length} in all</li>`);
  status.innerHTML = `<em>${escape(term)}</em>`;
}

document.addEventListener('DOMContentLoaded', search);
