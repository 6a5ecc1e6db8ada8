"""The settings of a real queue under test: short locks, short waits, jobs that go wrong."""

from multifidus.clinic.settings.testing import *  # noqa: F403
from multifidus.clinic.settings.testing import INSTALLED_APPS, Q_CLUSTER

INSTALLED_APPS = [*INSTALLED_APPS, "clinic.odd_jobs.OddJobsConfig"]
Q_CLUSTER = {**Q_CLUSTER, "timeout": 1, "retry": 2, "poll": 0.1, "guard_cycle": 0.1}
JOB_WAITS_S = (0.2, 0.4)
