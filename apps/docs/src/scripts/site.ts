// All that a page runs before the reader does something. It is small: search and quizzes are loaded when they are needed.
import { copyButtons } from './copy.ts';
import { examSwitches } from './exam.ts';
import { lazyQuizzes } from './quizzes.ts';
import { lazySearch } from './search.ts';
import { themeButton } from './theme.ts';
import { followHeadings, showCurrentTopic } from './toc.ts';

themeButton();
examSwitches();
lazySearch();
lazyQuizzes();
copyButtons();
followHeadings();
showCurrentTopic();
