package dev.trellis.ui.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;

/** Looks again and again, while a page is shown, at work that goes on elsewhere. */
public final class Watch {

    private static final int EVERY_MILLIS = 800;

    private final Component page;
    private boolean isOn;

    private Watch(Component page) {
        this.page = page;
    }

    /** @param look runs in the page, now and then while there is something to watch */
    public static Watch of(Component page, Runnable look) {
        var watch = new Watch(page);
        page.addAttachListener(shown -> {
            var ui = shown.getUI();
            var polls = ui.addPollListener(polled -> {
                if (watch.isOn) {
                    look.run();
                }
            });
            watch.poll(ui);
            page.addDetachListener(left -> {
                left.unregisterListener();
                polls.remove();
                ui.setPollInterval(-1);
            });
        });
        return watch;
    }

    /** Says whether there still is something to watch. */
    public void whether(boolean goesOn) {
        isOn = goesOn;
        page.getUI().ifPresent(this::poll);
    }

    private void poll(UI ui) {
        ui.setPollInterval(isOn ? EVERY_MILLIS : -1);
    }
}
