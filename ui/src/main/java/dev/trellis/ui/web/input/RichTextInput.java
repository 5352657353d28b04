package dev.trellis.ui.web.input;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Text with marks, edited in place by the browser's own commands. What the browser makes of it is cleaned on the server
 * before anybody else sees it, and what is shown here was cleaned.
 */
public final class RichTextInput extends CustomField<String> {

    private final Div sheet = new Div();
    private final Div tools = new Div();
    private final transient UnaryOperator<String> clean;
    private String html = "";

    /**
     * @param names what the tools are called: bold, italic, underline, heading, bullets, numbers, link, clear
     * @param clean makes of what the browser sends what may be kept
     */
    public RichTextInput(Map<String, String> names, UnaryOperator<String> clean) {
        super("");
        this.clean = clean;
        tools.addClassName("trellis-rich-tools");
        tool("B", "bold", names.getOrDefault("bold", "B"), "");
        tool("I", "italic", names.getOrDefault("italic", "I"), "");
        tool("U", "underline", names.getOrDefault("underline", "U"), "");
        tool("H", "formatBlock", names.getOrDefault("heading", "H"), "h3");
        tool("•", "insertUnorderedList", names.getOrDefault("bullets", "•"), "");
        tool("1.", "insertOrderedList", names.getOrDefault("numbers", "1."), "");
        tool("⌫", "removeFormat", names.getOrDefault("clear", "⌫"), "");
        sheet.addClassName("trellis-rich");
        sheet.getElement().setAttribute("contenteditable", "true");
        sheet.getElement().setAttribute("role", "textbox");
        sheet.getElement().setAttribute("aria-multiline", "true");
        var typed = sheet.getElement()
                .addEventListener(
                        "input",
                        event -> accept(
                                event.getEventData().get("element.innerHTML").asString()));
        typed.addEventData("element.innerHTML");
        typed.debounce(300);
        var box = new Div(tools, sheet);
        box.addClassName("trellis-rich-box");
        add(box);
    }

    private void tool(String sign, String command, String name, String argument) {
        var button = new NativeButton(sign);
        button.getElement().setAttribute("type", "button");
        button.getElement().setAttribute("title", name);
        button.setAriaLabel(name);
        button.addClassName("tool-" + command.toLowerCase(java.util.Locale.ROOT));
        // Keeps the selection: a button that takes the focus would lose it.
        button.getElement().executeJs("this.addEventListener('mousedown', e => e.preventDefault())");
        button.getElement()
                .executeJs(
                        "this.addEventListener('click', () => { const c = $0, a = $1;"
                                + "const s = this.parentElement.parentElement.querySelector('[contenteditable]');"
                                + "if (s.contentEditable !== 'true') return; s.focus(); document.execCommand(c, false, a);"
                                + "s.dispatchEvent(new Event('input', {bubbles: true})); })",
                        command,
                        argument);
        tools.add(button);
    }

    private void accept(String sent) {
        if (!isReadOnly()) {
            html = clean.apply(sent);
            setModelValue(html, true);
        }
    }

    @Override
    protected String generateModelValue() {
        return html;
    }

    @Override
    protected void setPresentationValue(String value) {
        if (!value.equals(html)) {
            html = value;
        }
        sheet.getElement().setProperty("innerHTML", clean.apply(value));
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        tools.setVisible(!readOnly);
        sheet.getElement().setAttribute("contenteditable", String.valueOf(!readOnly));
    }

    @Override
    protected void updateValue() {
        // The sheet tells of typing itself.
    }
}
