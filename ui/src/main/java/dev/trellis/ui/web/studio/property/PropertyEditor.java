package dev.trellis.ui.web.studio.property;

import com.vaadin.flow.component.Component;
import tools.jackson.databind.JsonNode;

/** An editor of one property. Told what the element is, it shows it without losing what somebody is typing. */
public interface PropertyEditor {

    Component component();

    /** @param value of the property; missing where the default holds */
    void show(JsonNode value);
}
