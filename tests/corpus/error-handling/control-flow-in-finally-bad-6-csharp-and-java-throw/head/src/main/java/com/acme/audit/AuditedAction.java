package com.acme.audit;

public abstract class AuditedAction {

    private final AuditTrail trail;

    protected AuditedAction(AuditTrail trail) {
        this.trail = trail;
    }

    protected abstract void perform() throws ActionException;

    public void run(String user) throws ActionException {
        try {
            perform();
        } finally {
            if (trail.isClosed()) {
                throw new AuditException("trail is closed, action of " + user + " is not recorded");
            }
            trail.record(user, getClass().getSimpleName());
        }
    }
}
