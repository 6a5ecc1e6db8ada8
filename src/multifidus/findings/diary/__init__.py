"""The spasm diary: episodes in, and out of them how often, when, after what, and what that tells of the causes."""

from multifidus.findings.diary.episode import Before, Episode, content_of, episode_of
from multifidus.findings.diary.joint import beside_one_another
from multifidus.findings.diary.review import Review, review
from multifidus.findings.diary.told import told_by

__all__ = ["Before", "Episode", "Review", "beside_one_another", "content_of", "episode_of", "review", "told_by"]
