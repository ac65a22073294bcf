"""The arithmetic of an index, one module for each step: impute, treat, shrink, standardise, transform, aggregate.

Each module has one public function that takes the values first and the rule (from `leastfirst.definitions.rules`)
second, and dispatches on the rule's type; one private function computes each rule, named as the literature names it.
"""
