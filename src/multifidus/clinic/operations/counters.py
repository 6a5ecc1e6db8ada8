"""The counters of this process; under `serve` all processes count into one folder (metrics.py)."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

LATENCY_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REQUESTS = Counter("multifidus_requests", "Answers given.", ["view", "method", "status"])
SECONDS = Histogram("multifidus_request_seconds", "Time until the answer.", ["view"], buckets=LATENCY_S)
ASSESSMENTS = Counter("multifidus_assessments", "Assessments made, by what they came to.", ["urgency", "failed"])
ASSESS_SECONDS = Histogram("multifidus_assess_seconds", "Time that an assessment took.", buckets=LATENCY_S)
