package dev.trellis.core.collaboration;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.Records;
import dev.trellis.core.sharing.Share;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Knows everybody to whom something can be given: people and their groups are records, roles are definitions. */
@Singleton
public final class Recipients {

    private static final Actor READER = new Actor.Platform(Actor.Purpose.DIRECTORY);

    private final Records records;
    private final LiveMetadata live;

    Recipients(Records records, LiveMetadata live) {
        this.records = records;
        this.live = live;
    }

    public boolean exists(Recipient recipient) {
        return !names(Set.of(recipient), Locale.ENGLISH).isEmpty();
    }

    Map<Recipient, String> names(List<Share> shares, Locale locale) {
        var wanted = new HashSet<Recipient>();
        for (var share : shares) {
            wanted.add(share.recipient());
            if (share.by() != null) {
                wanted.add(Recipient.user(share.by()));
            }
        }
        return names(wanted, locale);
    }

    /** Returns what recipients are called, one statement per kind; those that do not exist are absent. */
    public Map<Recipient, String> names(Collection<Recipient> wanted, Locale locale) {
        var names = new HashMap<Recipient, String>();
        var byKind = new EnumMap<Recipient.Kind, Set<Recipient>>(Recipient.Kind.class);
        wanted.forEach(
                one -> byKind.computeIfAbsent(one.kind(), _ -> new HashSet<>()).add(one));
        byKind.forEach((kind, recipients) -> names.putAll(names(kind, recipients, locale)));
        return names;
    }

    private Map<Recipient, String> names(Recipient.Kind kind, Set<Recipient> recipients, Locale locale) {
        var names = new HashMap<Recipient, String>();
        if (kind == Recipient.Kind.ROLE) {
            recipients.forEach(recipient -> live.current()
                    .role(recipient.id())
                    .ifPresent(role -> names.put(recipient, role.label().text(locale))));
            return names;
        }
        var title = live.current().entity(kind.key()).map(EntityDefinition::title);
        if (title.isEmpty()) {
            return names;
        }
        var ids = recipients.stream().map(one -> RecordId.of(one.id())).toList();
        for (var record : records.among(READER, kind.key(), ids, List.of(title.get()))) {
            names.put(Recipient.of(kind, record.id()), String.valueOf(record.value(title.get())));
        }
        return names;
    }
}
