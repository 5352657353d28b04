package dev.trellis.ui.web.component;

import com.vaadin.flow.component.html.Div;

/** Grey bars in the shape of what is being loaded; they appear only when that takes more than 200 ms. */
public final class Skeleton extends Div {

    private Skeleton(String shape, int bars) {
        addClassNames("skeleton", "skeleton-" + shape);
        getElement().setAttribute("aria-hidden", "true");
        for (int i = 0; i < bars; i++) {
            add(new Div());
        }
    }

    public static Skeleton rows(int count) {
        return new Skeleton("rows", count);
    }

    public static Skeleton form(int fields) {
        return new Skeleton("form", fields);
    }
}
