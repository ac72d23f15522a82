"""Examples of :mod:`checks.performance.missing_index`: a schema beside the queries on it."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "desk/models.py": """\
from django.db import models


class Ticket(models.Model):
    owner = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    reference = models.CharField(max_length=40, unique=True)
    thread_key = models.CharField(max_length=80)
    urgent = models.BooleanField(default=False)
""",
            "desk/mail.py": """\
from desk.models import Ticket


def ticket_of(key):
    return Ticket.objects.filter(thread_key=key).first()  # <-- here
""",
        }
    ),
    Example(
        {
            "db/schema.prisma": """\
model Device {
  id     String @id
  serial String @unique
  imei   String
}
""",
            "src/devices.ts": """\
export function byImei(prisma: PrismaClient, imei: string) {
  return prisma.device.findFirst({ where: { imei } }); // <-- here
}
""",
        }
    ),
    Example(
        {
            "db/migrations/0001_invoices.up.sql": """\
CREATE TABLE invoices (
    id bigserial PRIMARY KEY,
    number text NOT NULL UNIQUE,
    payer_ref text NOT NULL
);
""",
            "billing/store.go": """\
package billing

import "database/sql"

func byPayer(db *sql.DB, ref string) (*sql.Rows, error) {
	return db.Query("SELECT id, number FROM invoices WHERE payer_ref = $1 LIMIT 50", ref) // <-- here
}
""",
        }
    ),
    Example(
        {
            "src/main/java/shop/Parcel.java": """\
package shop;

@Entity
@Table(name = "parcels")
public class Parcel {
    @Id
    private Long id;

    @Column(name = "label_code")
    private String labelCode;
}
""",
            "src/main/java/shop/ParcelRepository.java": """\
package shop;

public interface ParcelRepository extends JpaRepository<Parcel, Long> {
    Optional<Parcel> findByLabelCode(String labelCode); // <-- here
}
""",
        }
    ),
    Example(
        {
            "db/schema.rb": """\
ActiveRecord::Schema[7.1].define(version: 2025_01_01_000000) do
  create_table "bookings", force: :cascade do |t|
    t.string "voucher"
    t.bigint "guest_id"
    t.index ["guest_id"], name: "index_bookings_on_guest_id"
  end
end
""",
            "app/services/redeem.rb": """\
class Redeem
  def call(code)
    Booking.find_by(voucher: code) # <-- here
  end
end
""",
        }
    ),
)

GOOD = (
    Example(
        {
            "desk/models.py": """\
from django.db import models


class Ticket(models.Model):
    owner = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    reference = models.CharField(max_length=40, unique=True)
    thread_key = models.CharField(max_length=80)
    urgent = models.BooleanField(default=False)
""",
            "desk/mail.py": """\
from desk.models import Ticket


def tickets(user, reference, key):
    one = Ticket.objects.get(reference=reference)
    mine = Ticket.objects.filter(owner=user, thread_key=key)
    urgent = Ticket.objects.filter(urgent=True).count()
    return one, mine, urgent, user.ticket_set.filter(thread_key=key)
""",
        }
    ),
    Example(
        {
            "db/migrations/0001_invoices.up.sql": """\
CREATE TABLE invoices (
    id bigserial PRIMARY KEY,
    number text NOT NULL UNIQUE,
    payer_ref text NOT NULL
);
CREATE INDEX invoices_payer ON invoices (payer_ref) WHERE payer_ref <> '';
""",
            "billing/store.go": """\
package billing

import "database/sql"

func byPayer(db *sql.DB, ref string) (*sql.Rows, error) {
	return db.Query("SELECT id, number FROM invoices WHERE payer_ref = $1 LIMIT 50", ref)
}
""",
        }
    ),
    Example(
        {
            "db/schema.prisma": """\
model Device {
  id     String @id
  serial String @unique
  imei   String

  @@index([imei])
}
""",
            "src/devices.ts": """\
export function byImei(prisma: PrismaClient, imei: string) {
  return prisma.device.findFirst({ where: { imei } });
}
""",
        }
    ),
)
