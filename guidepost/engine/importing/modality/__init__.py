"""What a sentence asks of people: may, should, must, must not, or nothing."""

from guidepost.engine.importing.modality.lead import continues, is_indirect, lead_norm, under_lead
from guidepost.engine.importing.modality.norm import Norm, Reading, SentenceKind
from guidepost.engine.importing.modality.reading import quoted_in, read_sentence

__all__ = ["Norm", "Reading", "SentenceKind", "continues", "is_indirect", "lead_norm", "quoted_in", "read_sentence", "under_lead"]
