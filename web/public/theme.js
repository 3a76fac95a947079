// Before the first picture, so that a dark page never flashes white.
try {
  const theme = JSON.parse(localStorage.getItem('popscope:theme'));
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme will do.
}
