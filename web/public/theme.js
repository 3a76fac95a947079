// Before the first picture, so that a dark page never flashes white.
const root = document.documentElement;
const query = new URLSearchParams(location.search);
const kept = (key) => {
  try {
    return JSON.parse(localStorage.getItem(`popscope:${key}`));
  } catch {
    return null; // storage is blocked: the system's theme will do
  }
};
const theme = query.get('theme') ?? kept('theme');
if (['light', 'dark', 'contrast'].includes(theme)) root.dataset.theme = theme;
root.toggleAttribute('data-projector', query.get('projector') === '1' || kept('projector') === true);
root.toggleAttribute('data-embed', query.get('embed') === '1');
