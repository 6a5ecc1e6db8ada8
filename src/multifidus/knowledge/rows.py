"""What a row of each table is. The class is the schema: its fields are the columns, in their order.

A field's type says how its cell is read (cells.py); `key` and `intervals` are explained in row.py. The rows of a
theme stand together: rows_vocabulary, rows_figures, rows_network, rows_actions, rows_tests, rows_options,
rows_outlook, rows_prevention, rows_surgery, rows_now, rows_questionnaires, rows_lifting, rows_holding, rows_diary,
rows_interview.
"""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.knowledge.row import Row, columns, row
from multifidus.knowledge.rows_actions import (
    MustAskRow,
    RedFlagRow,
    UrgencyThresholdRow,
)
from multifidus.knowledge.rows_diary import DiaryTriggerRow
from multifidus.knowledge.rows_figures import (
    AccuracyRow,
    AssumedRow,
    ConflictRow,
    HeldOutRow,
    MyotomeRow,
    PrevalenceRow,
    PriorRow,
    RelationPopulationRow,
    RelationRow,
    SpreadRow,
    TriggerRow,
)
from multifidus.knowledge.rows_holding import HoldingRow
from multifidus.knowledge.rows_interview import BodyRegionRow, ScreenItemRow, ScreenRow
from multifidus.knowledge.rows_lifting import (
    LandmarkNameRow,
    LiftCautionRow,
    LiftFindingRow,
    LiftingChangeRow,
    LiftingRow,
    LiftWordRow,
    NioshExampleRow,
    StandardPostureRow,
)
from multifidus.knowledge.rows_network import EdgeRow, EligibilityRow, MechanismRow, PopulationRow, PriorModifierRow
from multifidus.knowledge.rows_now import EmergencyNumberRow, NowAdviceRow, PlainFindingRow, ReturnSignRow
from multifidus.knowledge.rows_options import (
    ContraindicationRow,
    EffectMeasureRow,
    EffectRow,
    OptionRow,
    PositionRow,
    PreventionRow,
    TreatmentRow,
)
from multifidus.knowledge.rows_outlook import CourseRow, PredictorRow
from multifidus.knowledge.rows_prevention import ExerciseRow, HabitRow
from multifidus.knowledge.rows_questionnaires import QuestionnaireRow, ScaleRow, ScoreGroupRow
from multifidus.knowledge.rows_surgery import OperationRow, SurgeryCriterionRow
from multifidus.knowledge.rows_tests import CountedRow, TestAimRow, TestCallRow, TestCautionRow, TestGateRow, TestRow
from multifidus.knowledge.rows_vocabulary import CauseRow, ChoiceRow, FindingRow, MeasureRow, SourceRow
from multifidus.knowledge.rows_wording import (
    AmountRow,
    CueRow,
    HeadingRow,
    ReportTermRow,
    UnitRow,
    WordingRow,
    WordRow,
)


def tables() -> dict[str, type[Row]]:
    """The class of every table, by the name of its file without the ending, in alphabetical order."""
    # A class with slots is made twice; the later one is the one that the module holds.
    found = {kind.table: kind for kind in _below(Row) if "table" in vars(kind)}
    return {name: found[name] for name in sorted(found)}


def _below(kind: type[Row]) -> Iterator[type[Row]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


ROWS = tables()

__all__ = [
    "ROWS",
    "AccuracyRow",
    "AmountRow",
    "AssumedRow",
    "BodyRegionRow",
    "CauseRow",
    "ChoiceRow",
    "ConflictRow",
    "ContraindicationRow",
    "CountedRow",
    "CourseRow",
    "CueRow",
    "DiaryTriggerRow",
    "EdgeRow",
    "EffectMeasureRow",
    "EffectRow",
    "EligibilityRow",
    "EmergencyNumberRow",
    "ExerciseRow",
    "FindingRow",
    "HabitRow",
    "HeadingRow",
    "HeldOutRow",
    "HoldingRow",
    "LandmarkNameRow",
    "LiftCautionRow",
    "LiftFindingRow",
    "LiftWordRow",
    "LiftingChangeRow",
    "LiftingRow",
    "MeasureRow",
    "MechanismRow",
    "MustAskRow",
    "MyotomeRow",
    "NioshExampleRow",
    "NowAdviceRow",
    "OperationRow",
    "OptionRow",
    "PlainFindingRow",
    "PopulationRow",
    "PositionRow",
    "PredictorRow",
    "PrevalenceRow",
    "PreventionRow",
    "PriorModifierRow",
    "PriorRow",
    "QuestionnaireRow",
    "RedFlagRow",
    "RelationPopulationRow",
    "RelationRow",
    "ReportTermRow",
    "ReturnSignRow",
    "Row",
    "ScaleRow",
    "ScoreGroupRow",
    "ScreenItemRow",
    "ScreenRow",
    "SourceRow",
    "SpreadRow",
    "StandardPostureRow",
    "SurgeryCriterionRow",
    "TestAimRow",
    "TestCallRow",
    "TestCautionRow",
    "TestGateRow",
    "TestRow",
    "TreatmentRow",
    "TriggerRow",
    "UnitRow",
    "UrgencyThresholdRow",
    "WordRow",
    "WordingRow",
    "columns",
    "row",
    "tables",
]
