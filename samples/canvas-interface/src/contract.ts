/* Generated from the JSON Schema of the contract by "npm run generate". */

/**
 * The messages between the library and a Canvas interface, version 1. A message is one JSON object on one line of UTF-8. The library writes requests to standard input. The interface answers them on standard output, one after the other, and ends when its standard input ends.
 */
export type CanvasInterfaceMessage = Request | Answer;
/**
 * A list that a request names. 'accounts' are the accounts that the token may read, each with all accounts below it. 'courses' is the list of courses, 'course' one course.
 */
export type List =
  | 'accounts'
  | 'courses'
  | 'course'
  | 'settings'
  | 'sections'
  | 'enrollments'
  | 'users'
  | 'assignment_groups'
  | 'assignments'
  | 'submissions'
  | 'grading_periods'
  | 'grading_standards'
  | 'late_policy'
  | 'modules';
/**
 * A Canvas id as a text of digits, because JavaScript numbers are exact up to 2^53 only.
 */
export type Id = string;
/**
 * A moment in UTC: 2026-01-31T08:00:00Z.
 */
export type Time = string;
/**
 * A line of an answer. The last line is an 'end' or an 'error'; an answer without it is incomplete.
 */
export type Answer = RecordLine | SkippedLine | ProgressLine | LogLine | EndLine | ErrorLine;
/**
 * The kind of a record: what one entry of a list is.
 */
export type Kind =
  | 'account'
  | 'course'
  | 'settings'
  | 'section'
  | 'enrollment'
  | 'user'
  | 'assignment_group'
  | 'assignment'
  | 'submission'
  | 'grading_period'
  | 'grading_standard'
  | 'late_policy'
  | 'module';

/**
 * Asks for lists of courses. Address and access token are in the environment: CANVAS_URL and CANVAS_TOKEN. The lists 'accounts' and 'courses' are those of the account in CANVAS_ACCOUNT, or without it those of the token's user.
 */
export interface Request {
  contract: 1;
  /**
   * The number of the request, repeated in each line of its answer.
   */
  id: number;
  /**
   * @minItems 1
   */
  lists: List[];
  /**
   * The courses whose lists are wanted. Left out when the only list is 'accounts' or 'courses'.
   *
   * @minItems 1
   */
  course_ids?: Id[];
  filter?: Filter;
}
/**
 * Which submissions are listed. A member that is left out does not filter. An interface may send more, never fewer.
 */
export interface Filter {
  graded_since?: Time;
  submitted_since?: Time;
  user_ids?: Id[];
  assignment_ids?: Id[];
}
/**
 * One record as the REST API of Canvas sends it.
 */
export interface RecordLine {
  type: 'record';
  id: number;
  kind: Kind;
  /**
   * A Canvas id as a text of digits, because JavaScript numbers are exact up to 2^53 only.
   */
  course_id?: string;
  /**
   * A moment in UTC: 2026-01-31T08:00:00Z.
   */
  answered_at?: string;
  /**
   * The record. A module has all its items; when they cannot be read, a text that says why is in their place.
   */
  payload: {};
}
/**
 * A list of a course that could not be read, when the request asks for more than one list. The other lists go on.
 */
export interface SkippedLine {
  type: 'skipped';
  id: number;
  list: List;
  course_id: Id;
  error: Error;
}
/**
 * Why a request or a list failed.
 */
export interface Error {
  /**
   * authentication: the access token is wrong, expired or missing. permission: the token may not do this. not_found: the object is not there. throttled: the rate limit refused until the interface gave up. unavailable: Canvas or the network failed until the interface gave up. protocol: an answer of Canvas cannot be read. request: the request cannot be served. failed: anything else.
   */
  code: 'authentication' | 'permission' | 'not_found' | 'throttled' | 'unavailable' | 'protocol' | 'request' | 'failed';
  /**
   * A sentence for the host. No access tokens, no personal data.
   */
  message: string;
  /**
   * The HTTP status; left out without an answer.
   */
  status?: number;
  /**
   * The path that was asked, without its query.
   */
  path?: string;
}
/**
 * How far the answer is.
 */
export interface ProgressLine {
  type: 'progress';
  id: number;
  list?: List;
  course_id?: Id;
  /**
   * Records sent so far.
   */
  done: number;
  /**
   * Records expected; left out when unknown.
   */
  total?: number;
}
/**
 * A message for the log of the host. No access tokens, no personal data.
 */
export interface LogLine {
  type: 'log';
  level: 'debug' | 'info' | 'warn' | 'error';
  message: string;
}
/**
 * Ends an answer that is complete.
 */
export interface EndLine {
  type: 'end';
  id: number;
  /**
   * The number of record lines of each kind. A kind without records may be left out.
   */
  counts: {
    [k: string]: number;
  };
  /**
   * HTTP requests sent, repeated ones included.
   */
  requests?: number;
  /**
   * HTTP requests sent again after a failure.
   */
  retries?: number;
  /**
   * HTTP requests that the rate limit of Canvas refused.
   */
  throttled?: number;
}
/**
 * Ends an answer that failed.
 */
export interface ErrorLine {
  type: 'error';
  id: number;
  error: Error;
  /**
   * HTTP requests sent, repeated ones included.
   */
  requests?: number;
  /**
   * HTTP requests sent again after a failure.
   */
  retries?: number;
  /**
   * HTTP requests that the rate limit of Canvas refused.
   */
  throttled?: number;
}
