const list = document.querySelector('#results');
const status = document.getElementById('status');

function params() {
  return new URLSearchParams(window.location.search);
}

/** Shows the results of a search below the field. */
async function search() {
  const term = params().get('q') || '';
  status.innerHTML = 'Results for <em>' + term + '</em>';
  const response = await fetch('/api/search?q=' + encodeURIComponent(term));
  const results = await response.json();
  let html = '';
  for (const result of results) {
    html += `<li><a href="/items/${result.id}">${result.title}</a></li>`;
  }
  list.insertAdjacentHTML('beforeend', html);
}

document.addEventListener('DOMContentLoaded', search);
