import { defineEnvelopeLab } from './lab-element.ts';

defineEnvelopeLab();
