package dev.trellis.core.record;

import dev.trellis.core.access.Organisation;
import dev.trellis.core.access.Organisation.Member;
import dev.trellis.core.access.Organisation.Unit;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.account.Directory;
import dev.trellis.core.account.PersonFacts;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the records of users and departments say about people. Kept for five seconds, and read anew at once when this
 * node saves a user or a department.
 */
@Singleton
public class People implements Directory {

    static final String USER = "user";
    static final String DEPARTMENT = "department";
    static final String MEMBERSHIP = "membership";

    private static final String PERSON = "person";
    private static final String UNIT = "unit";
    private static final String POST = "post";
    private static final String TEAM = "team";

    private static final String PARENT = "parent_department";
    private static final String HEAD = "head";
    private static final String MANAGER = "manager";
    private static final String PRIMARY = "primary_department";

    private static final Set<String> READ = Set.of(USER, DEPARTMENT, MEMBERSHIP);
    private static final long FRESH_NANOS = 5_000_000_000L;

    private final LiveModel live;
    private final RecordSql sql;
    private final UnitOfWork unit;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    People(LiveModel live, RecordSql sql, UnitOfWork unit) {
        this.live = live;
        this.sql = sql;
        this.unit = unit;
    }

    private record Known(Organisation organisation, long readAt) {
        boolean isFresh() {
            return readAt != Long.MIN_VALUE && System.nanoTime() - readAt < FRESH_NANOS;
        }
    }

    /** Returns the organisation, at most five seconds old. */
    public Organisation organisation() {
        var there = known.get();
        if (there != null && there.isFresh()) {
            return there.organisation();
        }
        long now = System.nanoTime();
        var read = unit.read(this::read);
        // The same as before is the very same, so that what was worked out from it holds.
        var organisation = there != null && there.organisation().equals(read) ? there.organisation() : read;
        known.set(new Known(organisation, now));
        return organisation;
    }

    /** Forgets what it knows where records of such an entity say something else now. */
    void changed(String entity) {
        if (READ.contains(entity)) {
            known.updateAndGet(there -> there == null ? null : new Known(there.organisation(), Long.MIN_VALUE));
        }
    }

    @Override
    public Optional<PersonFacts> person(RecordId user) {
        return unit.read(() -> {
            var model = live.current();
            var found = members(model, Optional.of(user)).get(user);
            if (found == null) {
                return Optional.<PersonFacts>empty();
            }
            var departments = new HashSet<RecordId>();
            var positions = new HashSet<RecordId>();
            if (found.department() != null) {
                departments.add(found.department());
            }
            for (var row : rows(model, MEMBERSHIP, List.of(PERSON, UNIT, POST))) {
                if (user.equals(row.get(PERSON))) {
                    Optional.ofNullable(row.get(UNIT)).ifPresent(id -> add(departments, id));
                    Optional.ofNullable(row.get(POST)).ifPresent(id -> add(positions, id));
                }
            }
            return Optional.of(new PersonFacts(found.name(), departments, positions));
        });
    }

    private static void add(Set<RecordId> ids, Object value) {
        if (value instanceof RecordId id) {
            ids.add(id);
        }
    }

    private Organisation read() {
        var model = live.current();
        var departments = new HashMap<RecordId, Unit>();
        for (var row : rows(model, DEPARTMENT, List.of(PARENT, HEAD))) {
            departments.put(
                    id(row), new Unit(title(model, DEPARTMENT, row), reference(row, PARENT), reference(row, HEAD)));
        }
        return new Organisation(members(model, Optional.empty()), departments, groups(model));
    }

    private Map<RecordId, Set<Recipient>> groups(Model model) {
        var groups = new HashMap<RecordId, Set<Recipient>>();
        for (var row : rows(model, MEMBERSHIP, List.of(PERSON, POST, TEAM))) {
            var person = reference(row, PERSON);
            if (person != null) {
                var own = groups.computeIfAbsent(person, _ -> new HashSet<>());
                Optional.ofNullable(reference(row, POST))
                        .ifPresent(id -> own.add(Recipient.of(Recipient.Kind.POSITION, id)));
                Optional.ofNullable(reference(row, TEAM))
                        .ifPresent(id -> own.add(Recipient.of(Recipient.Kind.TEAM, id)));
            }
        }
        return groups;
    }

    private Map<RecordId, Member> members(Model model, Optional<RecordId> only) {
        var members = new HashMap<RecordId, Member>();
        for (var row : rows(model, USER, List.of(MANAGER, PRIMARY))) {
            if (only.isEmpty() || only.get().equals(id(row))) {
                members.put(
                        id(row), new Member(title(model, USER, row), reference(row, MANAGER), reference(row, PRIMARY)));
            }
        }
        return members;
    }

    /** Reads some designed fields, the title and the id of all living records; fields that do not exist are absent. */
    private List<Map<String, @Nullable Object>> rows(Model model, String entity, List<String> names) {
        var shape = model.shape(entity);
        if (shape.isEmpty()) {
            return List.of();
        }
        var fields = new java.util.ArrayList<FieldShape>();
        fields.add(shape.get().known(SystemFields.ID));
        if (!shape.get().title().id().equals(SystemFields.ID)) {
            fields.add(shape.get().title());
        }
        for (var name : names) {
            shape.get()
                    .field(name)
                    .filter(field -> !field.columns().isEmpty() && field.extension() == 0 && !fields.contains(field))
                    .filter(field -> !field.isSystem() || name.equals(SystemFields.ID))
                    .ifPresent(fields::add);
        }
        var alias = shape.get().table().text();
        var columns = fields.stream()
                .flatMap(field -> field.columns().stream())
                .map(name -> RecordSql.column(alias, name))
                .toList();
        var found = sql.fetch(sql.build()
                .select(columns)
                .from(RecordSql.table(shape.get().table()))
                .where(ReachSql.living(alias)));
        return found.stream().map(row -> values(fields, row)).toList();
    }

    private static Map<String, @Nullable Object> values(List<FieldShape> fields, @Nullable Object[] row) {
        var values = new HashMap<String, @Nullable Object>();
        int at = 0;
        for (var field : fields) {
            values.put(field.id(), field.read(row, at));
            at += field.width();
        }
        return values;
    }

    private static RecordId id(Map<String, @Nullable Object> row) {
        if (row.get(SystemFields.ID) instanceof RecordId id) {
            return id;
        }
        throw new IllegalStateException("A row without id");
    }

    private static @Nullable RecordId reference(Map<String, @Nullable Object> row, String field) {
        return row.get(field) instanceof RecordId id ? id : null;
    }

    private static String title(Model model, String entity, Map<String, @Nullable Object> row) {
        var title = model.known(entity).title();
        return title.codec().toText(row.get(title.id()), java.util.Locale.ENGLISH);
    }
}
