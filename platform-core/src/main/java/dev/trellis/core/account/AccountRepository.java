package dev.trellis.core.account;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.MYSQL)
interface AccountRepository extends CrudRepository<Account, Long> {

    Optional<Account> findByLoginKey(String loginKey);

    void update(@Id Long userId, String passwordHash, Instant changedAt);

    void updateLanguage(@Id Long userId, String language);

    void updateActive(@Id Long userId, boolean active, Instant changedAt);
}
