"""How well the promises were kept: tables of cases assessed, attainment by period, reports."""
