package dev.trellis.ui.web.home;

import com.vaadin.flow.component.Component;
import dev.trellis.core.access.Actor;
import java.util.Optional;

/** Adds a block to the home page. Found by injection. */
public interface HomePanel {

    /** Returns the block as it is for the person now, or empty where it has nothing to say. */
    Optional<Component> show(Actor.Person actor);

    /** Where it stands among the others, the smallest first. */
    int position();
}
