package dev.trellis.workflow.webhook;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Says in words why an address may not be called. */
final class OutboundReason {

    private OutboundReason() {}

    static Label label(String reason) {
        var texts = new LinkedHashMap<String, String>();
        for (Locale locale : Messages.LANGUAGES) {
            texts.put(locale.toLanguageTag(), Messages.text("outbound." + reason, locale));
        }
        return new Label(texts);
    }
}
