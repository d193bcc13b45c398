-- The few payments that came to nothing: what is not paid is looked for from them, not from all receipts.
CREATE INDEX payments_lost ON payments (visit) WHERE state IN ('declined', 'failed');
