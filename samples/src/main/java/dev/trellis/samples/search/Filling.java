package dev.trellis.samples.search;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes made-up accounts and contacts straight into their tables: what is measured is the search, not the saving. */
final class Filling {

    private static final int ACCOUNTS = 500;
    private static final int CONTACTS_PER_ACCOUNT = 4;

    private static final String ACCOUNT = """
            INSERT INTO `r_account` (`id`, `version`, `created_at`, `changed_at`, `row__live`, `owner`, `name`, `city`)
            VALUES (?, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 1, ?, ?, ?)
            """;
    private static final String CONTACT = """
            INSERT INTO `r_contact` (`id`, `version`, `created_at`, `changed_at`, `row__live`, `owner`, `name`,
                `account`, `mobile`, `wechat`, `remark`)
            VALUES (?, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 1, ?, ?, ?, ?, ?, ?)
            """;

    private final Database database;
    private final RecordIds ids;
    private final BelievableNames names;
    private final List<RecordId> owners;
    private int made;

    Filling(Database database, RecordIds ids, long seed, List<RecordId> owners) {
        this.database = database;
        this.ids = ids;
        this.names = new BelievableNames(seed);
        this.owners = List.copyOf(owners);
    }

    /** Writes at least {@code count} records: one account to four contacts, the owners taking turns. */
    void write(long count) {
        try (var connection = database.rawConnection()) {
            connection.setAutoCommit(false);
            while (made < count) {
                var accounts = new ArrayList<RecordId>();
                try (var account = connection.prepareStatement(ACCOUNT);
                        var contact = connection.prepareStatement(CONTACT)) {
                    for (int i = 0; i < ACCOUNTS; i++) {
                        accounts.add(ids.next());
                        account.setLong(1, accounts.getLast().value());
                        account.setLong(2, owner());
                        account.setString(3, names.company());
                        account.setString(4, names.city());
                        account.addBatch();
                    }
                    account.executeBatch();
                    for (int i = 0; i < ACCOUNTS * CONTACTS_PER_ACCOUNT; i++) {
                        contact.setLong(1, ids.next().value());
                        contact.setLong(2, owner());
                        contact.setString(3, names.person());
                        contact.setLong(
                                4, accounts.get(i / CONTACTS_PER_ACCOUNT).value());
                        contact.setString(5, names.mobile());
                        contact.setString(6, names.wechat());
                        contact.setString(7, names.remark());
                        contact.addBatch();
                    }
                    contact.executeBatch();
                }
                connection.commit();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException("The records cannot be written", e);
        }
    }

    private long owner() {
        return owners.get(made++ % owners.size()).value();
    }
}
