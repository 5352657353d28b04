package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import java.util.List;
import java.util.Optional;

/** Who works here, as far as approvals need it. */
public interface People {

    /** A person, whether still active or not. */
    record Member(RecordId id, String name, boolean active) {}

    Optional<Member> find(RecordId user);

    /** The active people who hold a role today, directly, by position or by department, in the order of their names. */
    List<Member> holders(String role);

    /** The active people in a position today, in the order of their names. */
    List<Member> inPosition(RecordId position);

    /**
     * The next active person above somebody: the manager, else the head of the department, upward. Never the person
     * asked about.
     */
    Optional<Member> managerOf(RecordId user);

    /** The department that somebody mainly belongs to. */
    Optional<RecordId> departmentOf(RecordId user);

    /** The department that a department is part of. */
    Optional<RecordId> above(RecordId department);

    /** The person at the head of a department, whether still active or not. */
    Optional<Member> headOf(RecordId department);
}
