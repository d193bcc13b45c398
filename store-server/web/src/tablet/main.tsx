import { render } from 'preact';
import './shell/shell.css';
import './shell/page.css';
import './shell/lists.css';
import './shell/forms.css';
import '../shared/visit-badge.css';
import { Shell } from './shell/shell.tsx';

render(<Shell />, document.getElementById('page')!);
