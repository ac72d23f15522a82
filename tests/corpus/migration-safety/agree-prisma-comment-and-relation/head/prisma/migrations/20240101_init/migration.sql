CREATE TABLE "Invoice" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Line" (
    "id" TEXT NOT NULL,
    "invoiceId" TEXT NOT NULL,
    CONSTRAINT "Line_pkey" PRIMARY KEY ("id")
);
