import { render } from "preact";

render(<p>Nothing recorded yet.</p>, document.body);
