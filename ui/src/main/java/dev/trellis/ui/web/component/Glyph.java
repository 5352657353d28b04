package dev.trellis.ui.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlComponent;
import java.util.Arrays;
import java.util.Locale;

/** The icons of the product: strokes on a 24 px grid in the colour of the text around them. */
public enum Glyph {
    MARK("M5 3v18M12 3v18M19 3v18M3 7h18M3 17h18M5 12l7-5 7 5-7 5z"),
    HOME("M4 11 12 4l8 7M6 10v10h4v-6h4v6h4V10"),
    APPROVAL("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12l3 3 5-6"),
    SEARCH("M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5"),
    PLUS("M12 5v14M5 12h14"),
    MORE("M5 12h.01M12 12h.01M19 12h.01"),
    BELL("M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4"),
    STUDIO("M4 20h16M6 16 16 6l3 3L9 19H6zM14 8l3 3"),
    TABLE("M4 5h16v14H4zM4 10h16M10 10v9"),
    CARD("M4 6h16v12H4zM7 10h5M7 14h8"),
    PERSON("M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 20c1-4 4-5 7-5s6 1 7 5"),
    USER("M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 20c1-4 4-5 7-5s6 1 7 5"),
    DEPARTMENT("M9 4h6v5H9zM3 15h6v5H3zM15 15h6v5h-6zM12 9v3M6 15v-3h12v3"),
    COMPANY("M5 21V4h9v17M14 9h5v12M8 8h3M8 12h3M8 16h3M3 21h18"),
    CHANCE("M3 17l6-6 4 4 8-9M15 6h6v6"),
    QUOTE("M6 3h9l4 4v14H6zM14 3v5h5M9 13h6M9 17h4"),
    BOX("M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8"),
    TICKET("M4 7h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM14 7v10"),
    CHEVRON_LEFT("M15 5l-7 7 7 7"),
    CHEVRON_RIGHT("M9 5l7 7-7 7"),
    CHEVRON_DOWN("M5 9l7 7 7-7"),
    CLOSE("M6 6l12 12M18 6 6 18"),
    CHECK("M5 12l5 5 9-10"),
    WARNING("M12 4 2.5 20h19zM12 10v4M12 17h.01"),
    INFO("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8h.01"),
    LOCK("M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3"),
    KEY("M15 4a5 5 0 1 0 0 10 5 5 0 0 0 0-10M11.5 12.5 4 20M7 17l3 3M15.5 8.5h.01"),
    RELOAD("M20 11a8 8 0 1 0-2 6M20 5v6h-6"),
    SHARE("M18 5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M6 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M18 15a2.5 2.5 0 1 0 0 5"
            + " 2.5 2.5 0 0 0 0-5M8.2 11l7.6-2.6M8.2 13l7.6 3.4"),
    FILTER("M4 5h16l-6 8v6l-4-2v-4z"),
    SORT("M8 4v16M4 16l4 4 4-4M16 20V4M12 8l4-4 4 4"),
    EDIT("M4 20h4L19 9l-4-4L4 16zM13 7l4 4"),
    DELETE("M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10 11v5M14 11v5"),
    DRAG("M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01"),
    SIGN_OUT("M10 4H5v16h5M14 8l4 4-4 4M18 12H9"),
    APPEARANCE("M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18"),
    PANEL("M4 5h16v14H4zM9 5v14"),
    STAR("M12 4l2.5 5.2 5.5.8-4 4 1 5.8-5-2.8-5 2.8 1-5.8-4-4 5.5-.8z"),
    CLOCK("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2"),
    COPIES("M8 8h12v12H8zM16 8V4H4v12h4"),
    COMMENT("M4 5h16v12h-9l-4 4v-4H4z"),
    UNDO("M9 6 4 11l5 5M4 11h10a6 6 0 0 1 0 12"),
    REDO("M15 6l5 5-5 5M20 11H10a6 6 0 0 0 0 12"),
    TEXT("M5 6h14M12 6v13M9 19h6"),
    NUMBER("M9 4 7 20M17 4l-2 16M5 9h15M4 15h15"),
    DATE("M4 6h16v14H4zM4 10h16M8 3v5M16 3v5"),
    CHOICE("M4 7h.01M4 12h.01M4 17h.01M8 7h12M8 12h12M8 17h12"),
    LOOKUP("M10 14a4 4 0 0 1 0-6l2-2a4 4 0 0 1 6 6l-1 1M14 10a4 4 0 0 1 0 6l-2 2a4 4 0 0 1-6-6l1-1"),
    PERCENT("M19 5 5 19M7 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M17 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4"),
    MONEY("M6 4l6 8 6-8M12 12v8M7 13h10M7 17h10"),
    TOGGLE("M8 7h8a5 5 0 0 1 0 10H8A5 5 0 0 1 8 7M16 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4"),
    CALENDAR("M4 6h16v14H4zM4 10h16M8 3v5M16 3v5"),
    LIST("M4 7h.01M4 12h.01M4 17h.01M8 7h12M8 12h12M8 17h12"),
    LINK("M10 14a4 4 0 0 1 0-6l2-2a4 4 0 0 1 6 6l-1 1M14 10a4 4 0 0 1 0 6l-2 2a4 4 0 0 1-6-6l1-1"),
    ROWS("M4 5h16v14H4zM4 10h16M4 14h16"),
    HASH("M9 4 7 20M17 4l-2 16M5 9h15M4 15h15"),
    SIGMA("M18 5H7l6 7-6 7h11"),
    RICHTEXT("M5 5h10M5 9h14M5 13h8M5 19h14M15 13l4 0"),
    CHECKS("M4 6l2 2 3-4M4 13l2 2 3-4M4 20l2 2 3-4M12 6h8M12 13h8M12 20h8"),
    TAG("M4 4h8l8 8-8 8-8-8zM8 8h.01"),
    PIN("M12 21c-5-6-7-9-7-12a7 7 0 0 1 14 0c0 3-2 6-7 12M12 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4"),
    TARGET("M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14M12 2v4M12 18v4M2 12h4M18 12h4"),
    PHONE("M6 3h4l2 5-3 2a12 12 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 4 5a2 2 0 0 1 2-2"),
    MAIL("M4 6h16v12H4zM4 7l8 6 8-6"),
    LINKS(
            "M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4M16 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4M16 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4M10 8l5-2M9 10l6 6"),
    TREE("M9 3h6v4H9zM4 17h6v4H4zM14 17h6v4h-6zM12 7v5M7 17v-5h10v5"),
    CLIP("M19 11l-8 8a5 5 0 0 1-7-7l9-9a3 3 0 0 1 5 5l-9 9a1 1 0 0 1-2-2l8-8"),
    PICTURE("M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01"),
    PRINT("M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"),
    PEN("M4 20h4L19 9l-4-4L4 16zM13 7l4 4M14 20h6"),
    BARCODE("M4 6v12M7 6v12M10 6v9M13 6v12M16 6v9M19 6v12"),
    FORMULA("M18 5H8l5 7-5 7h10");

    private final String strokes;

    Glyph(String strokes) {
        this.strokes = strokes;
    }

    /** Finds the icon that a definition names, in lower case; a table where there is none of that name. */
    public static Glyph named(String word) {
        return Arrays.stream(values())
                .filter(glyph -> glyph.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(TABLE);
    }

    /** Returns the icon as a component that screen readers pass over. */
    public Component create() {
        var icon = new HtmlComponent("span");
        icon.addClassName("glyph");
        icon.getElement().setAttribute("aria-hidden", "true");
        icon.getElement()
                .setProperty(
                        "innerHTML",
                        "<svg viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\""
                                + " stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"" + strokes
                                + "\"/></svg>");
        return icon;
    }

    /** Returns the icon in a given slot of a field or button. */
    public Component create(String slot) {
        var icon = create();
        icon.getElement().setAttribute("slot", slot);
        return icon;
    }
}
