package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import java.util.function.Consumer;

/** What only the browser can do in time: mark the page while something is dragged, and catch the keys of the designer. */
public final class CanvasScript {

    private static final String KEY = "studio-key";
    private static final String NAME = "event.detail";

    private static final String INSTALL = """
            const root = this;
            const off = [];
            const on = (type, capture, handle) => {
              const listener = event => root.isConnected ? handle(event) : off.forEach(remove => remove());
              document.addEventListener(type, listener, capture);
              off.push(() => document.removeEventListener(type, listener, capture));
            };
            on('dragstart', true, event => {
              const source = event.composedPath().find(node => node.dataset && node.dataset.drag);
              if (source) setTimeout(() => root.setAttribute('data-dragging', source.dataset.drag));
            });
            const end = () => setTimeout(() => root.removeAttribute('data-dragging'));
            on('dragend', true, end);
            on('drop', true, end);
            on('keydown', false, event => {
              const at = event.composedPath()[0];
              const typing = at.closest && at.closest('input, textarea, [contenteditable]');
              if (document.querySelector('vaadin-dialog[opened]')) return;
              const command = event.ctrlKey || event.metaKey;
              const key = event.key.toLowerCase();
              const name = key === 'escape' ? 'deselect'
                : typing ? ''
                : command && key === 'z' ? (event.shiftKey ? 'redo' : 'undo')
                : command && key === 'y' ? 'redo'
                : !command && (key === 'delete' || key === 'backspace') ? 'remove' : '';
              if (!name) return;
              if (name !== 'deselect') event.preventDefault();
              root.dispatchEvent(new CustomEvent('studio-key', {detail: name}));
            });
            """;

    private CanvasScript() {}

    /** Tells {@code pressed} the names of commands: deselect, undo, redo, remove. */
    public static void install(Component root, Consumer<String> pressed) {
        root.getElement()
                .addEventListener(
                        KEY,
                        event -> pressed.accept(event.getEventData().get(NAME).asString("")))
                .addEventData(NAME);
        root.addAttachListener(attached -> root.getElement().executeJs(INSTALL));
    }
}
