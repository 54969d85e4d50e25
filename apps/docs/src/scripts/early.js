(() => {
  const { dataset } = document.documentElement;
  let theme = null;
  let exam = null;
  try {
    theme = localStorage.getItem('notebank.theme');
    exam = localStorage.getItem('notebank.exam');
  } catch {
    // Storage may be refused: the page then follows the system and shows both exams.
  }
  if (theme !== 'light' && theme !== 'dark')
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  dataset.js = '';
  dataset.theme = theme;
  if (exam) dataset.exam = exam;
})();
