/// All SQL.
module dev.narthex.store {
    requires transitive dev.narthex.core;
    requires java.sql;
    requires flyway.core;
    requires org.postgresql.jdbc;
    requires org.xerial.sqlitejdbc;
    requires org.jdbi.v3.core;
    requires com.zaxxer.hikari;
    requires org.slf4j;

    exports dev.narthex.store;
}
