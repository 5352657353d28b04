package dev.trellis.ui.web.input;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of stars; a click on the last one takes the rating back. */
public final class RatingInput extends CustomField<BigDecimal> {

    private final List<NativeButton> stars = new ArrayList<>();
    private int chosen;

    public RatingInput(int most) {
        var row = new Div();
        row.addClassName("trellis-rating");
        for (int i = 1; i <= most; i++) {
            int value = i;
            var star = new NativeButton("★");
            star.setTabIndex(0);
            star.getElement().setAttribute("type", "button");
            star.setAriaLabel(String.valueOf(i));
            star.addClickListener(clicked -> choose(chosen == value ? 0 : value));
            stars.add(star);
            row.add(star);
        }
        add(row);
    }

    private void choose(int value) {
        if (isReadOnly()) {
            return;
        }
        show(value);
        setModelValue(generateModelValue(), true);
    }

    private void show(int value) {
        chosen = value;
        for (int i = 0; i < stars.size(); i++) {
            stars.get(i).setClassName("is-lit", i < value);
        }
    }

    @Override
    protected @Nullable BigDecimal generateModelValue() {
        return chosen == 0 ? null : BigDecimal.valueOf(chosen);
    }

    @Override
    protected void setPresentationValue(@Nullable BigDecimal value) {
        show(value == null ? 0 : value.intValue());
    }

    @Override
    protected void updateValue() {
        // The stars tell of a choice themselves.
    }
}
