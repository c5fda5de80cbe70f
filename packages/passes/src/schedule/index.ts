/** Schedules: choosing them, and following them from tensor IR to loop IR. */
export { applySchedule, resultOf } from './apply-schedule.ts';
export { chooseSchedule } from './choose-schedule.ts';
export type { KernelTarget } from './choose-schedule.ts';
export type {
  ContractionKernel,
  KernelSchedule,
  PointwiseKernel,
  RowKernel,
  Schedule,
  StageSchedule,
} from './schedule.ts';
