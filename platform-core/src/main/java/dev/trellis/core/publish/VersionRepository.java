package dev.trellis.core.publish;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.MYSQL)
interface VersionRepository extends CrudRepository<VersionRow, Integer> {

    List<VersionRow> listOrderByVersionDesc();
}
